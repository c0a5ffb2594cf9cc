import type { Context } from '../../context.ts';
import { leaveAnswer } from '../../domain/shells/answer.ts';
import { currentRole } from '../../domain/shells/current.ts';
import { done, type Outcome } from '../../outcome.ts';
import { Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';

/** Leaves the role that was entered in the current shell. A subshell is left with `exit`. */
export async function run(
  _args: Arguments,
  { env, inPlace, output }: Pick<Context, 'env' | 'inPlace' | 'output'>,
): Promise<Outcome> {
  const role = currentRole(env);
  if (role === undefined) {
    throw new Problem({ code: 'not-in-a-role', title: 'This shell is not in a role.' });
  }
  if (inPlace !== 'shell') throw role.requestId === undefined ? ofExec(role.profile) : ofSubshell(role.profile);
  output.write(leaveAnswer(env));
  return done;
}

/** `exec` stores no request. */
const ofExec = (profile: string): Problem =>
  new Problem({
    code: 'leave-with-command',
    title: `What runs in ${profile} here was started by rolecall exec.`,
    todo: ['It leaves the role when it ends: there is no shell to leave.'],
  });

const ofSubshell = (profile: string): Problem =>
  new Problem({
    code: 'leave-with-exit',
    title: `This is a subshell for ${profile}.`,
    todo: ['Leave it with exit.'],
  });
