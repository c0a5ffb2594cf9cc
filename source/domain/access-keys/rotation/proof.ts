import { AwsFailure } from '../../sessions/failures/aws-failure.ts';
import type { AccessKey } from '../stored-key.ts';
import { type UserKeyCalls, userNameOf } from '../user-keys.ts';

/** How long a new key may take to be known to AWS; STS and IAM learn of it at different times. Milliseconds. */
const spreadPatience = 60_000;

/** Milliseconds between two proofs. */
const betweenProofs = 1_000;

/** So many proofs in a row, of STS and of IAM: one may come from a place that has learned of a key before the others. */
const proofsInRow = 3;

/** What it takes to prove a key. */
export type ProofPorts = {
  readonly calls: UserKeyCalls;
  /** Tells once that AWS does not know the key yet. */
  readonly told: (step: { readonly step: 'waiting'; readonly accessKeyId: string }) => void;
  readonly now: () => number;
  /** @param ms milliseconds */
  readonly wait: (ms: number) => Promise<void>;
};

/** Whose a key is by now, and why it is not proven, where it is not. */
export type Proof = {
  /** ARN of the user, as STS told it last. */
  readonly user: string;
  readonly failure?: AwsFailure;
};

/** The user of a key as STS tells it: one that was renamed has another ARN than the stored one. @throws AwsFailure */
export async function userNow(key: AccessKey, user: string, { whoAmI }: UserKeyCalls): Promise<string> {
  const { arn } = await whoAmI(key);
  return userNameOf(arn) === undefined ? user : arn;
}

/**
 * Proves that STS and IAM know a key, several times in a row, within a minute. That it may not do what is asked proves it as
 * well, and so does a user that IAM does not find: AWS knows whose the key is.
 * @param stored ARN of the user as it is stored
 */
export async function proveKey(key: AccessKey, stored: string, { calls, told, now, wait }: ProofPorts): Promise<Proof> {
  const until = now() + spreadPatience;
  let user = stored;
  const ask = async () => {
    user = await userNow(key, user, calls);
    await calls.list(key, user);
  };
  let isTold = false;
  for (let inRow = 0; ; ) {
    const failure = await failureOf(ask());
    inRow = failure === undefined ? inRow + 1 : 0;
    if (inRow >= proofsInRow) return { user };
    if (failure !== undefined && now() >= until) return { user, failure };
    if (inRow === 0 && !isTold) told({ step: 'waiting', accessKeyId: key.accessKeyId });
    isTold ||= inRow === 0;
    await wait(betweenProofs);
  }
}

const proving = ['AccessDenied', 'NoSuchEntity'];

async function failureOf(call: Promise<unknown>): Promise<AwsFailure | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    if (!(error instanceof AwsFailure)) throw error;
    return error.kind === 'refused' && proving.includes(error.code) ? undefined : error;
  }
}
