import type { Context } from '../../context.ts';
import type { Outcome } from '../../outcome.ts';
import { Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { runOtherVerb } from '../registry/other-verb.ts';
import { enter } from './shared/enter.ts';
import { openWanted } from './shared/wanted.ts';

/** The picker, or straight to what was named; then a shell in the role. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  if (args.positionals.length > 1 || args.rest !== undefined) throw tooMany(args);
  const wanted = await openWanted(args, context);
  if (wanted.tag === 'other') return wanted.outcome;
  if (wanted.entry === 'console') return runOtherVerb(context, ['console', wanted.session.profile]);
  return enter(context, { ...wanted, live: wanted.entry === 'live' || args.flag('live') });
}

function tooMany(args: Arguments): Problem {
  const typed = [...args.positionals, ...(args.rest ?? [])].join(' ');
  return new Problem({
    code: 'usage',
    title: `One profile at a time can be switched to; this names more: ${typed}`,
    todo: ['To run a command in a role: rolecall exec PROFILE -- COMMAND'],
    exitCode: 2,
  });
}
