import type { Context } from '../../../context.ts';
import type { KeyFacts } from '../../../domain/access-keys/facts.ts';
import type { KnownKey } from '../../../domain/access-keys/known.ts';
import { KeyFileClosed } from '../../../domain/access-keys/problems.ts';
import type { Profiles } from '../../../domain/profiles/profile.ts';
import { StsFailure } from '../../../domain/sessions/failures/aws-failure.ts';
import { Problem } from '../../../problem.ts';
import { placesOf } from './line.ts';
import { userKeysFor } from './whose.ts';

/** IAM is asked for all keys at once, for so long: without network everything else is told. Milliseconds. */
const patience = 2_500;

type Asked = Pick<KeyFacts, 'keys' | 'lastUse' | 'otherUse' | 'createdAt'>;

const nothing: Asked = { keys: undefined, lastUse: undefined };

/** What is known of every stored key. Nobody is asked for a passphrase, and no command is run for it. */
export async function factsOfStored(
  profiles: Profiles,
  context: Context,
  { offline }: { readonly offline: boolean },
): Promise<readonly KeyFacts[]> {
  const { accessKeys, env } = context;
  const rotations = await accessKeys.rotations().catch(() => new Map());
  const known = [...accessKeys.known()];
  const late = context.clock.wait(patience).then(() => nothing);
  return Promise.all(
    known.map(async ([name, key]) => {
      const asked = offline ? nothing : await Promise.race([askIam(name, key, profiles, context), late]);
      const elsewhere = placesOf(key.accessKeyId, profiles, env);
      return { ...key, name, ...asked, elsewhere, rotation: rotations.has(name) };
    }),
  );
}

/** What IAM tells of a key, by that key itself: a user may mostly look at their own. */
async function askIam(
  name: string,
  { place, accessKeyId, createdAt }: KnownKey,
  profiles: Profiles,
  context: Context,
): Promise<Asked> {
  if (place === 'command') return nothing;
  try {
    const stored = await context.accessKeys.read(name);
    if (stored === undefined) return nothing;
    const calls = await userKeysFor(name, profiles, context);
    const [listed, lastUse] = await Promise.allSettled([
      calls.list(stored.current, stored.user),
      calls.lastUse(stored.current, accessKeyId),
    ]);
    const keys = listed.status === 'fulfilled' ? listed.value.keys : undefined;
    const made = keys?.find((each) => each.accessKeyId === accessKeyId)?.createdAt ?? createdAt;
    const other = keys?.find((each) => each.isActive && each.accessKeyId !== accessKeyId);
    const otherUse = other && (await calls.lastUse(stored.current, other.accessKeyId).catch(() => undefined));
    return {
      keys,
      otherUse,
      lastUse: lastUse.status === 'fulfilled' ? (lastUse.value ?? 'never') : undefined,
      ...(made !== undefined && { createdAt: made }),
    };
  } catch (error) {
    if (error instanceof Problem || error instanceof StsFailure || error instanceof KeyFileClosed) return nothing;
    throw error;
  }
}
