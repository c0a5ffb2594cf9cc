/** What a discovery knows of an account beside the inventory, for as long as it runs. */
export type Attempt = {
  /** Its roles were read, or cannot be. */
  readonly isDone: boolean;
  readonly isGivenUp: boolean;
  readonly throttled: number;
  readonly failed: number;
  readonly unauthorized: number;
  /** No call before then. */
  readonly notBefore: number;
};

export const noAttempt: Attempt = {
  isDone: false,
  isGivenUp: false,
  throttled: 0,
  failed: 0,
  unauthorized: 0,
  notBefore: 0,
};

/** How often an account is tried that the service refuses for its rate, and one that fails. */
const mostTries = { throttled: 8, failed: 3 } as const;

/** The wait before the second try of what failed; the next one is twice as long. Milliseconds. */
const retryPause = 500;

/** The attempt after its call was refused for the rate, or failed. @param isFinal no other try is worth it */
export function afterFailure(attempt: Attempt, kind: 'throttled' | 'failed', now: number, isFinal: boolean): Attempt {
  const tries = attempt[kind] + 1;
  const isGivenUp = isFinal || tries >= mostTries[kind];
  const notBefore = kind === 'failed' ? now + retryPause * 2 ** (tries - 1) : 0;
  return { ...attempt, [kind]: tries, notBefore, isGivenUp, isDone: isGivenUp };
}

/** The attempt after its call was refused for the access token. */
export const afterUnauthorized = (attempt: Attempt): Attempt => ({
  ...attempt,
  unauthorized: attempt.unauthorized + 1,
});
