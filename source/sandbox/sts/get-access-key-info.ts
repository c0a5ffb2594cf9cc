import type { SignedAction } from '../action.ts';
import { accountOfAccessKeyId } from '../state/ids.ts';
import { AwsProblem } from '../wire/problem.ts';
import { accessKeyId } from './constraints.ts';

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
