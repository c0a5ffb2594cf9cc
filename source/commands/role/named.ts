import { parseRoleArn } from '../../domain/profiles/resolve/arn.ts';
import { checkName } from '../../domain/roles/definition.ts';
import { Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import type { Owner } from './owner.ts';

/**
 * The role that a verb is about, named by its name, its path and name, or its ARN.
 * @throws Problem (wrong usage) for none, for what is no name, and for another account's role
 */
export async function readRoleName(verb: string, args: Arguments, owner: Owner): Promise<string> {
  const [typed] = args.positionals;
  if (typed === undefined) throw usage(`rolecall role ${verb} takes the name of one role.`, verb);
  const arn = parseRoleArn(typed);
  if (arn === undefined) {
    const name = typed.slice(typed.lastIndexOf('/') + 1);
    const fault = checkName(name);
    if (fault !== undefined) throw usage(`${typed} cannot be the name of a role. ${fault}`, verb);
    return name;
  }
  const { accountId } = await owner.identity();
  if (arn.accountId === accountId) return arn.name;
  throw new Problem({
    code: 'role-elsewhere',
    title: `The role lies in account ${arn.accountId}, and ${owner.name} in ${accountId}.`,
    todo: ['Name a profile that lies there: --profile NAME'],
  });
}

function usage(title: string, verb: string): Problem {
  return new Problem({ code: 'usage', title, todo: [`rolecall role ${verb} NAME`], exitCode: 2 });
}
