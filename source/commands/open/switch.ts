import type { Context } from '../../context.ts';
import { runPlainly } from '../../domain/shells/answer.ts';
import { done, type Outcome } from '../../outcome.ts';
import { wrongUsage } from '../../problem.ts';
import type { Entry } from '../../ui/core/ports.ts';
import type { Arguments } from '../registry/command.ts';
import { chooseSession } from './shared/choose-session.ts';
import { enter } from './shared/enter.ts';
import { keepsSessions } from './shared/open-request.ts';
import { readRoleOptions } from './shared/role-options.ts';
import { roleServer } from './shared/role-server.ts';

const entries: readonly Entry[] = ['subshell', 'live'];

/** What takes no terminal. */
const inCommand = 'rolecall exec PROFILE -- COMMAND';

/** A shell in the role that is named, or chosen in the picker. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const { positionals } = args;
  if (positionals.length > 1) {
    throw wrongUsage(
      `rolecall switches to one profile at a time, but was given: ${positionals.join(' ')}`,
      `To run a command in the role: ${inCommand}`,
    );
  }
  if (args.flag('serve') && context.inPlace !== undefined) {
    // A server ends with what it serves: that is a shell of its own.
    context.output.write(runPlainly());
    return done;
  }
  const isLive = (entry: Entry): boolean => entry === 'live' || args.flag('live');
  const server = await roleServer(args, context, { inShell: true });
  const isKept = server !== undefined || (await keepsSessions(context));
  const unkept = isKept ? [] : entries.filter(isLive);
  const chosen = await chooseSession(
    args,
    {
      ...(await readRoleOptions(args, context)),
      purpose: 'switch',
      byName: inCommand,
      unkept,
    },
    context,
  );
  if (chosen.tag === 'other') return chosen.outcome;
  await server?.serve(chosen);
  return enter(context, { ...chosen, live: isLive(chosen.entry), server });
}
