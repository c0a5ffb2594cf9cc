import { AwsFailure } from '../../sessions/failures/aws-failure.ts';
import type { AccessKey } from '../stored-key.ts';
import type { UserKeyCalls } from '../user-keys.ts';

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

/**
 * Proves that STS and IAM know a key, several times in a row, within a minute. That it may not do what is asked proves it as
 * well: AWS knows whose it is.
 * @returns why the last try failed, where the minute is over; undefined once it is proven
 */
export async function proofFailure(
  key: AccessKey,
  user: string,
  { calls, told, now, wait }: ProofPorts,
): Promise<AwsFailure | undefined> {
  const until = now() + spreadPatience;
  let isTold = false;
  for (let inRow = 0; ; ) {
    const failure = (await failureOf(calls.whoAmI(key))) ?? (await failureOf(calls.list(key, user)));
    inRow = failure === undefined ? inRow + 1 : 0;
    if (inRow >= proofsInRow) return undefined;
    if (failure !== undefined && now() >= until) return failure;
    if (inRow === 0 && !isTold) told({ step: 'waiting', accessKeyId: key.accessKeyId });
    isTold ||= inRow === 0;
    await wait(betweenProofs);
  }
}

async function failureOf(call: Promise<unknown>): Promise<AwsFailure | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    if (!(error instanceof AwsFailure)) throw error;
    return error.kind === 'refused' && error.code === 'AccessDenied' ? undefined : error;
  }
}
