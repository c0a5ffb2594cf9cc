import type { SignedAction, SignedCall } from '../action.ts';
import { type AccessKey, isSpread, type KeyStatus, noteChange, statusOf, statusSeenBy } from '../state/access-keys.ts';
import { addAccessKey } from '../state/build.ts';
import type { User } from '../state/world.ts';
import type { Xml } from '../wire/answer.ts';
import { AwsProblem, accessDenied, noSuchEntity } from '../wire/problem.ts';
import { accessKeyId, paging, userName } from './constraints.ts';
import { callerAccount, needUser, userResource } from './entities.ts';
import { page } from './results.ts';

/** Of a user; inactive ones count. */
export const MOST_KEYS = 2;

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
    noteChange(key, 'none', call.now, call.world.keyPropagation);
    return { AccessKey: { ...metadata(user.name, key, statusOf(key)), SecretAccessKey: key.secret } };
  },
};

export const listAccessKeys: SignedAction = {
  constraints: { UserName: userName, ...paging },
  resource: userResource,
  run(call) {
    const user = needUser(call);
    const members = [...user.keys, ...user.deletedKeys].flatMap((key) => {
      const status = statusSeenBy('lists', key, call.now);
      return status === 'none' ? [] : [metadata(user.name, key, status)];
    });
    return page('AccessKeyMetadata', members, call.parameters);
  },
};

export const updateAccessKey: SignedAction = {
  constraints: {
    UserName: userName,
    AccessKeyId: accessKeyId,
    // `Expired` is a status too, that IAM answers and nobody sets.
    Status: { type: 'enum', required: true, values: ['Active', 'Inactive'] },
  },
  resource: userResource,
  run(call) {
    const key = needKey(call);
    const before = statusOf(key);
    key.active = call.parameters.get('Status') === 'Active';
    noteChange(key, before, call.now, call.world.keyPropagation);
    return undefined;
  },
};

export const deleteAccessKey: SignedAction = {
  constraints: { UserName: userName, AccessKeyId: accessKeyId },
  resource: userResource,
  run(call) {
    const user = needUser(call);
    const key = needKey(call);
    const before = statusOf(key);
    key.deleted = true;
    noteChange(key, before, call.now, call.world.keyPropagation);
    user.keys.splice(user.keys.indexOf(key), 1);
    user.deletedKeys = [...user.deletedKeys, key].filter((each) => !isSpread(each, call.now));
    return undefined;
  },
};

/** IAM knows of a use at once here; at AWS it may take hours. */
export const getAccessKeyLastUsed: SignedAction = {
  constraints: { AccessKeyId: accessKeyId },
  resource: (call) => ownerOf(call).user.arn,
  run(call) {
    const { user, key } = ownerOf(call);
    const { at, service, region } = key.lastUsed ?? { at: undefined, service: 'N/A', region: 'N/A' };
    return {
      UserName: user.name,
      AccessKeyLastUsed: {
        LastUsedDate: at === undefined ? undefined : new Date(at),
        ServiceName: service,
        Region: region,
      },
    };
  },
};

function needKey(call: SignedCall): AccessKey {
  const id = call.parameters.get('AccessKeyId') ?? '';
  const key = needUser(call).keys.find((candidate) => candidate.id === id);
  if (!key) throw noSuchEntity(`The Access Key with id ${id} cannot be found.`);
  return key;
}

/** The key `AccessKeyId` names, and its user. Throws AccessDenied, whatever the caller may do, where the account has none. */
function ownerOf(call: SignedCall): { user: User; key: AccessKey } {
  const id = call.parameters.get('AccessKeyId') ?? '';
  for (const user of callerAccount(call).users.values()) {
    const key = user.keys.find((candidate) => candidate.id === id);
    if (key) return { user, key };
  }
  throw accessDenied(
    `User: ${call.caller.identity.arn} is not authorized to perform: iam:GetAccessKeyLastUsed on resource: access key ${id}`,
  );
}

const metadata = (user: string, key: AccessKey, status: KeyStatus): Readonly<Record<string, Xml>> => ({
  UserName: user,
  AccessKeyId: key.id,
  Status: status,
  CreateDate: new Date(key.createdAt),
});
