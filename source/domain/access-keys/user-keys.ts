import { dayOf } from '../display/sentence.ts';
import { lastPart } from '../profiles/arn.ts';
import type { Credentials } from '../sessions/session.ts';
import type { CallerIdentity } from '../sessions/sts.ts';
import type { AccessKey } from './stored-key.ts';

/** An access key of a user as IAM lists it: without its secret. */
export type UserKey = {
  readonly accessKeyId: string;
  readonly isActive: boolean;
  /** Epoch milliseconds. */
  readonly createdAt: number;
};

/** When a key last signed a call that AWS counts, as IAM tells it: hours late at times. */
export type LastUse = { readonly at: number; readonly service: string; readonly region: string };

/** What IAM lists, and the time by AWS's own clock, in epoch milliseconds. */
export type UserKeys = { readonly keys: readonly UserKey[]; readonly at: number };

/** The calls about the access keys of one user. Every call throws AwsFailure. */
export type UserKeyCalls = {
  readonly whoAmI: (caller: Credentials) => Promise<CallerIdentity>;
  readonly list: (caller: Credentials, user: string) => Promise<UserKeys>;
  /** Undefined for a key that was never used. */
  readonly lastUse: (caller: Credentials, accessKeyId: string) => Promise<LastUse | undefined>;
  /** Makes a key. Never sent twice: if the answer is lost, the key may be there. */
  readonly create: (caller: Credentials, user: string) => Promise<AccessKey>;
  readonly setActive: (caller: Credentials, user: string, accessKeyId: string, isActive: boolean) => Promise<void>;
  readonly remove: (caller: Credentials, user: string, accessKeyId: string) => Promise<void>;
};

/** The name of a user by its ARN, as IAM wants it from temporary credentials; undefined where it is no user. */
export const userNameOf = (arn: string): string | undefined =>
  /^arn:[\w-]+:iam::\d{12}:user\//.test(arn) ? lastPart(arn) : undefined;

/** A key of the user besides the stored one, and when it was last used: undefined where IAM knows of no use. */
export type OtherKey = UserKey & { readonly lastUse: LastUse | 'unknown' | undefined };

/** A key that IAM lists, in words: its state, age and last use. */
export function keyWords({ isActive, createdAt, lastUse }: OtherKey): string {
  return `${isActive ? 'active' : 'inactive'}, created ${dayOf(createdAt)}, ${wordsOfUse(lastUse)}`;
}

function wordsOfUse(lastUse: OtherKey['lastUse']): string {
  if (lastUse === undefined) return 'never used, as far as IAM knows';
  if (lastUse === 'unknown') return 'IAM does not say when it was last used';
  return `last used ${dayOf(lastUse.at)} (${lastUse.service}, ${lastUse.region})`;
}
