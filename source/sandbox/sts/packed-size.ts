import { deflateRawSync } from 'node:zlib';
import { AwsProblem } from '../wire/problem.ts';
import type { Parameters } from '../wire/query.ts';
import { policyArns } from './session-policies.ts';
import type { SessionTags } from './session-tags.ts';

// AWS packs into a binary format it does not describe; deflate into this many bytes comes near it.
const SPACE = 1536;

/**
 * How much of the allotted space session policies and tags take, in percent; `undefined` where there are none.
 * Throws PackedPolicyTooLarge above 100.
 */
export function packedPolicySize(parameters: Parameters, tags: SessionTags): number | undefined {
  const texts = [parameters.get('Policy') ?? [], policyArns(parameters), [...tags.all].flat()].flat();
  if (texts.length === 0) return undefined;
  const percent = Math.ceil((deflateRawSync(texts.join('\n')).length / SPACE) * 100);
  if (percent <= 100) return percent;
  const what = tags.all.size > 0 ? 'session tags' : 'session policies';
  throw new AwsProblem(400, 'PackedPolicyTooLarge', `Packed size of ${what} consumes ${percent}% of allotted space.`);
}
