import type { Context } from '../../../context.ts';
import type { KeyFacts } from '../../../domain/access-keys/facts.ts';
import type { KnownKey } from '../../../domain/access-keys/known.ts';
import { hasStoredKey } from '../../../domain/access-keys/line.ts';
import type { Rotations } from '../../../domain/access-keys/rotation/notes.ts';
import { textOf } from '../../../domain/profiles/lookup.ts';
import type { Profiles } from '../../../domain/profiles/profile.ts';
import { AwsFailure, isSilence } from '../../../domain/sessions/failures/aws-failure.ts';
import { patience } from '../../../ports/late.ts';
import { orProblem, Problem, unlessProblemLater } from '../../../problem.ts';
import { placesOf } from './line.ts';
import { userKeysFor } from './whose.ts';

type Asked = Pick<KeyFacts, 'keys' | 'lastUse' | 'otherUse' | 'createdAt' | 'isRefused'> & {
  readonly isSilent?: boolean;
  readonly why?: Problem;
};

/** One for all such keys: it is said once. */
const printed = new Problem({
  code: 'key-printed',
  title: 'AWS is not asked about a key that a command prints: no command is run for a list.',
});

const nothing: Asked = { keys: undefined, lastUse: undefined };
const silent: Asked = { ...nothing, isSilent: true };

/** What is known of the stored keys. */
type StoredFacts = {
  readonly facts: readonly KeyFacts[];
  /** Those of which IAM was asked in vain. */
  readonly unanswered: readonly string[];
  /** Those that cannot be read, and why. */
  readonly unread: ReadonlyMap<string, Problem>;
  /** The rotations under way, or why that cannot be known. */
  readonly rotations: Rotations | Problem;
};

/** What is known of every stored key. Nobody is asked for a passphrase, and no command is run for it. */
export async function factsOfStored(
  profiles: Profiles,
  context: Context,
  { offline }: { readonly offline: boolean },
): Promise<StoredFacts> {
  const { accessKeys, env } = context;
  await restoreRecord(profiles, context);
  const rotations = await orProblem(accessKeys.rotations());
  const known = [...accessKeys.known()];
  const late = context.clock.deadline(patience).then(() => silent);
  const unanswered: string[] = [];
  const unread = new Map<string, Problem>();
  const facts = known.map(async ([name, key]) => {
    const { isSilent, why, ...asked } = offline
      ? nothing
      : await Promise.race([askIam(name, key, profiles, context), late]);
    if (isSilent) unanswered.push(name);
    if (why !== undefined) unread.set(name, why);
    const elsewhere = placesOf(key.accessKeyId, profiles, env);
    const rotation = rotations instanceof Problem ? undefined : rotations.has(name);
    return { ...key, name, ...asked, elsewhere, rotation };
  });
  return { facts: await Promise.all(facts), unanswered, unread, rotations };
}

/** Looks for keys that profiles lead to and that nothing is known of, as after the record was lost. */
async function restoreRecord(profiles: Profiles, { accessKeys }: Context): Promise<void> {
  const known = accessKeys.known();
  for (const name of profiles.names) {
    const profile = profiles.get(name);
    if (profile === undefined || known.has(name) || !hasStoredKey(profile)) continue;
    if (textOf(profile, 'rolecall_key_process') === undefined) await unlessProblemLater(accessKeys.read(name));
  }
}

/** What IAM tells of a key, by that key itself: a user may mostly look at their own. */
async function askIam(
  name: string,
  { place, accessKeyId, createdAt }: KnownKey,
  profiles: Profiles,
  context: Context,
): Promise<Asked> {
  if (place === 'command') return { ...nothing, why: printed };
  const read = async () => [await context.accessKeys.read(name), await userKeysFor(name, profiles, context)] as const;
  const there = await orProblem(read());
  if (there instanceof Problem) return { ...nothing, why: there };
  const [stored, calls] = there;
  if (stored === undefined) return nothing;
  const [listed, lastUse] = await Promise.allSettled([
    calls.list(stored.current, stored.user),
    calls.lastUse(stored.current, accessKeyId),
  ]);
  if (listed.status === 'rejected' && isSilence(listed.reason)) return silent;
  for (const each of [listed, lastUse]) {
    if (each.status === 'rejected' && !(each.reason instanceof AwsFailure)) throw each.reason;
  }
  const keys = listed.status === 'fulfilled' ? listed.value.keys : undefined;
  const made = keys?.find((each) => each.accessKeyId === accessKeyId)?.createdAt ?? createdAt;
  const other = keys?.find((each) => each.isActive && each.accessKeyId !== accessKeyId);
  const otherUse = other && (await calls.lastUse(stored.current, other.accessKeyId).catch(unknownIfFailed));
  return {
    keys,
    otherUse,
    isRefused: listed.status === 'rejected' && isUnknown(listed.reason),
    lastUse: lastUse.status === 'fulfilled' ? (lastUse.value ?? 'never') : undefined,
    ...(made !== undefined && { createdAt: made }),
  };
}

const unknownIfFailed = (error: unknown): 'unknown' => {
  if (error instanceof AwsFailure) return 'unknown';
  throw error;
};

/** Whether AWS does not know the key that asked. */
const isUnknown = (error: unknown): boolean => error instanceof AwsFailure && error.code === 'InvalidClientTokenId';
