import type { SignedAction } from '../action.ts';
import { AwsProblem, noSuchEntity } from '../wire/problem.ts';
import { accountAlias, paging } from './constraints.ts';
import { callerAccount } from './entities.ts';
import { page } from './results.ts';

/** An account has one alias at most; the answer is a list all the same. */
export const listAccountAliases: SignedAction = {
  constraints: paging,
  resource: () => '*',
  run(call) {
    const { alias } = callerAccount(call);
    return page('AccountAliases', alias === undefined ? [] : [alias], call.parameters);
  },
};

export const createAccountAlias: SignedAction = {
  constraints: { AccountAlias: accountAlias },
  resource: () => '*',
  run(call) {
    const alias = call.parameters.get('AccountAlias') ?? '';
    const account = callerAccount(call);
    const taken = [...call.world.accounts.values()].some((other) => other !== account && other.alias === alias);
    if (taken || /^\d{12}$/.test(alias)) {
      throw new AwsProblem(409, 'EntityAlreadyExists', `The account alias ${alias} already exists.`);
    }
    account.alias = alias;
    return undefined;
  },
};

export const deleteAccountAlias: SignedAction = {
  constraints: { AccountAlias: accountAlias },
  resource: () => '*',
  run(call) {
    const alias = call.parameters.get('AccountAlias') ?? '';
    const account = callerAccount(call);
    if (account.alias !== alias) throw noSuchEntity(`The account alias ${alias} cannot be found.`);
    delete account.alias;
    return undefined;
  },
};
