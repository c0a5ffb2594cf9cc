import type { SignedAction } from '../action.ts';
import { addUser } from '../state/build.ts';
import { AwsProblem } from '../wire/problem.ts';
import { newUserName, paging, path, pathPrefix, userName } from './constraints.ts';
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
