import type { SignedAction } from '../action.ts';

/** Needs no permission and cannot be denied. */
export const getCallerIdentity: SignedAction = {
  constraints: {},
  run: ({ caller: { identity } }) => ({ Arn: identity.arn, UserId: identity.userId, Account: identity.account }),
};
