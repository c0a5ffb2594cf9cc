import type { Actions, SignedAction } from '../action.ts';
import { accountOfAccessKeyId } from '../state/ids.ts';
import { AwsProblem } from '../wire/problem.ts';
import { assumeRole } from './assume-role.ts';
import { assumeRoleWithWebIdentity } from './assume-role-with-web-identity.ts';
import { accessKeyId } from './constraints.ts';
import { getFederationToken, getSessionToken } from './user-sessions.ts';

/** Needs no permission and cannot be denied. */
export const getCallerIdentity: SignedAction = {
  constraints: {},
  run: ({ caller: { identity } }) => ({ Arn: identity.arn, UserId: identity.userId, Account: identity.account }),
};

/** The account an access key ID belongs to, whether or not the key exists: the ID itself says so. */
export const getAccessKeyInfo: SignedAction = {
  constraints: { AccessKeyId: accessKeyId },
  resource: () => '*',
  run({ parameters }) {
    const account = accountOfAccessKeyId(parameters.get('AccessKeyId') ?? '');
    if (account === undefined) throw new AwsProblem(400, 'InvalidParameterValue', 'The access key ID is not valid.');
    return { Account: account };
  },
};

/** The actions of STS. */
export const STS_ACTIONS: Actions = {
  AssumeRole: assumeRole,
  AssumeRoleWithWebIdentity: assumeRoleWithWebIdentity,
  GetAccessKeyInfo: getAccessKeyInfo,
  GetCallerIdentity: getCallerIdentity,
  GetFederationToken: getFederationToken,
  GetSessionToken: getSessionToken,
};
