import { deflateRawSync } from 'node:zlib';
import { findManagedPolicy } from '../iam/aws-managed.ts';
import { type PolicyDocument, parsePolicy } from '../policy/document.ts';
import type { Account } from '../state/world.ts';
import { AwsProblem, malformedPolicy, validationError } from '../wire/problem.ts';
import { type Parameters, structureList } from '../wire/request.ts';
import { failure, failValidation, violations } from '../wire/validation.ts';
import { policyArn, sessionPolicy } from './constraints.ts';

const MOST_ARNS = 10;
const LONGEST = 2048;

/**
 * The session policies a call passes (`Policy`, `PolicyArns`), looked up in the account of the session; `undefined` where
 * it passes none. Throws ValidationError or MalformedPolicyDocument.
 */
export function readSessionPolicies(parameters: Parameters, account: Account): PolicyDocument[] | undefined {
  const inline = parameters.get('Policy');
  const arns = policyArns(parameters);
  if (inline === undefined && arns.length === 0) return undefined;
  failValidation([
    ...violations(inline, sessionPolicy).map((member) => failure('policy', inline, member)),
    ...arns.flatMap((arn, index) =>
      violations(arn, policyArn).map((member) => failure(`policyArns.${index + 1}.member.arn`, arn, member)),
    ),
    ...(arns.length > MOST_ARNS
      ? [failure('policyArns', `[${arns.join(', ')}]`, `have length less than or equal to ${MOST_ARNS}`)]
      : []),
  ]);
  if ([inline ?? '', ...arns].join('').length > LONGEST) {
    throw validationError(`The plain text of the session policies exceeds ${LONGEST} characters.`);
  }
  const managed = arns.map((arn) => findManagedPolicy(account, arn)?.document ?? missing(arn));
  return inline === undefined ? managed : [parsePolicy(inline, 'identity'), ...managed];
}

/** The ARNs of `PolicyArns.member.N.arn`, as sent. */
export function policyArns(parameters: Parameters): string[] {
  return structureList(parameters, 'PolicyArns').map(({ arn = '' }) => arn);
}

function missing(arn: string): never {
  throw malformedPolicy(`Policy ${arn} does not exist or is not attachable.`);
}

// AWS packs into a binary format it does not describe; deflate into this many bytes comes near it.
const SPACE = 1536;

/**
 * How much of the allotted space session policies and tags take, in percent; `undefined` where there are none.
 * Throws PackedPolicyTooLarge above 100.
 */
export function packedPolicySize(parameters: Parameters, tags: ReadonlyMap<string, string>): number | undefined {
  const texts = [parameters.get('Policy') ?? [], policyArns(parameters), [...tags].flat()].flat();
  if (texts.length === 0) return undefined;
  const percent = Math.ceil((deflateRawSync(texts.join('\n')).length / SPACE) * 100);
  if (percent <= 100) return percent;
  const what = tags.size > 0 ? 'session tags' : 'session policies';
  throw new AwsProblem(400, 'PackedPolicyTooLarge', `Packed size of ${what} consumes ${percent}% of allotted space.`);
}
