import type { SignedAction, SignedCall } from '../action.ts';
import { addAccessKey, addUser } from '../state/build.ts';
import type { AccessKey } from '../state/world.ts';
import type { Xml } from '../wire/answer.ts';
import { AwsProblem, noSuchEntity } from '../wire/problem.ts';
import { accessKeyId, newUserName, paging, path, pathPrefix, userName } from './constraints.ts';
import { callerAccount, needUser, resource, userResource } from './entities.ts';
import { page, userResult } from './results.ts';
import { readTags } from './tags.ts';

export const getUser: SignedAction = {
  constraints: { UserName: userName },
  resource: userResource,
  run: (call) => ({ User: userResult(needUser(call)) }),
};

export const listUsers: SignedAction = {
  constraints: { PathPrefix: pathPrefix, ...paging },
  resource: resource('user'),
  run(call) {
    const prefix = call.parameters.get('PathPrefix') ?? '/';
    const users = [...callerAccount(call).users.values()].filter((user) => user.path.startsWith(prefix));
    return page('Users', users.map(userResult), call.parameters);
  },
};

export const createUser: SignedAction = {
  constraints: { UserName: newUserName, Path: path },
  resource: userResource,
  run(call) {
    const account = callerAccount(call);
    const name = call.parameters.get('UserName') ?? '';
    if ([...account.users.keys()].some((existing) => existing.toLowerCase() === name.toLowerCase())) {
      throw new AwsProblem(409, 'EntityAlreadyExists', `User with name ${name} already exists.`);
    }
    const user = addUser(account, name, {
      path: call.parameters.get('Path') ?? '/',
      tags: Object.fromEntries(readTags(call.parameters)),
      createdAt: call.now,
    });
    return { User: userResult(user) };
  },
};

const MOST_KEYS = 2;

/** The only action that answers a long-term secret. */
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
