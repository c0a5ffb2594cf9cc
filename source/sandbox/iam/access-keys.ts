import type { SignedAction, SignedCall } from '../action.ts';
import type { AccessKey } from '../state/entities.ts';
import { AwsProblem, noSuchEntity } from '../wire/problem.ts';
import type { Xml } from '../wire/xml.ts';
import { addAccessKey } from '../world.ts';
import { accessKeyId, paging, userName } from './constraints.ts';
import { callerAccount, needUser, userResource } from './entities.ts';
import { page } from './paging.ts';

const MOST_KEYS = 2;

/** The only place where a long-term secret is answered. */
export const createAccessKey: SignedAction = {
  constraints: { UserName: userName },
  resource: userResource,
  run(call) {
    const user = needUser(call);
    if (user.keys.length >= MOST_KEYS) {
      throw new AwsProblem(409, 'LimitExceeded', `Cannot exceed quota for AccessKeysPerUser: ${MOST_KEYS}`);
    }
    const key = addAccessKey(callerAccount(call), user, call.now);
    return { AccessKey: { ...metadata(user.name, key), SecretAccessKey: key.secret } };
  },
};

export const listAccessKeys: SignedAction = {
  constraints: { UserName: userName, ...paging },
  resource: userResource,
  run(call) {
    const user = needUser(call);
    return page(
      'AccessKeyMetadata',
      user.keys.map((key) => metadata(user.name, key)),
      call.parameters,
    );
  },
};

export const updateAccessKey: SignedAction = {
  constraints: {
    UserName: userName,
    AccessKeyId: accessKeyId,
    Status: { type: 'enum', required: true, values: ['Active', 'Inactive'] },
  },
  resource: userResource,
  run(call) {
    needKey(call).active = call.parameters.get('Status') === 'Active';
    return undefined;
  },
};

export const deleteAccessKey: SignedAction = {
  constraints: { UserName: userName, AccessKeyId: accessKeyId },
  resource: userResource,
  run(call) {
    const { keys } = needUser(call);
    keys.splice(keys.indexOf(needKey(call)), 1);
    return undefined;
  },
};

function needKey(call: SignedCall): AccessKey {
  const id = call.parameters.get('AccessKeyId') ?? '';
  const key = needUser(call).keys.find((candidate) => candidate.id === id);
  if (!key) throw noSuchEntity(`The Access Key with id ${id} cannot be found.`);
  return key;
}

const metadata = (user: string, { id, active, createdAt }: AccessKey): Readonly<Record<string, Xml>> => ({
  UserName: user,
  AccessKeyId: id,
  Status: active ? 'Active' : 'Inactive',
  CreateDate: new Date(createdAt),
});
