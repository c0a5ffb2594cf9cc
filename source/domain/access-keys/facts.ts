import { dayOf } from '../display/sentence.ts';
import { lastPart } from '../profiles/arn.ts';
import type { KnownKey } from './known.ts';
import type { LastUse, OtherKey, UserKey } from './user-keys.ts';

/** Days after which AWS's own advice is to rotate a key. */
export const oldAfterDays = 90;

/** Days without use after which a key is better deleted. */
export const unusedAfterDays = 90;

const day = 86_400_000;

/** All that is known of a stored key. Times in epoch milliseconds. */
export type KeyFacts = KnownKey & {
  readonly name: string;
  /** `never` where IAM knows of no use; undefined where nobody asked it, or it does not say. */
  readonly lastUse: LastUse | 'never' | undefined;
  /** The keys of the user as IAM lists them; undefined where nobody asked it, or it does not say. */
  readonly keys: readonly UserKey[] | undefined;
  /** Last use of the other active key of the user, where there is one; `unknown` where IAM does not say. */
  readonly otherUse?: OtherKey['lastUse'];
  /** Whether AWS does not know it any more, as one that was deleted or deactivated; undefined where nobody asked. */
  readonly isRefused?: boolean;
  /** Where else the same key lies in clear. */
  readonly elsewhere: readonly string[];
  /** Whether a rotation is under way; undefined where that cannot be known. */
  readonly rotation: boolean | undefined;
};

/** Whole days. */
export const ageOf = (createdAt: number, now: number): number => Math.max(0, Math.floor((now - createdAt) / day));

/** A key as a row of the table. */
export function keyRow(facts: KeyFacts, now: number): readonly string[] {
  const { name, accessKeyId, user, place, createdAt, lastUse, elsewhere, rotation, isRefused } = facts;
  const age = createdAt === undefined ? '' : `${ageOf(createdAt, now)} days`;
  const used = lastUse === undefined ? '' : lastUse === 'never' ? 'never' : `${dayOf(lastUse.at)} ${lastUse.service}`;
  const notes = [
    ...elsewhere,
    ...(rotation ? ['rotation in progress'] : []),
    ...(isRefused ? ['AWS does not know it'] : []),
  ];
  return [name, accessKeyId, userWords(user), place, age, used, notes.join(', ')];
}

/** `mary · 111122223333`. */
function userWords(arn: string): string {
  const account = arn.split(':')[4] ?? '';
  return arn === '' ? '' : `${lastPart(arn)} · ${account}`;
}
