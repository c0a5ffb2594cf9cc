import type { Context } from '../../context.ts';
import { shellOutside } from '../../domain/shells/hand-over.ts';
import type { Outcome } from '../../outcome.ts';
import { wrongUsage } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { playTour } from './tour.ts';

/** Any command line on the embedded AWS; without one the picker, or a short tour where nobody sits at a terminal. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  return runDemo(args.rest ?? [], context);
}

/** Starts the embedded AWS and runs a command line of rolecall on it. */
export async function runDemo(argv: readonly string[], { terminal, output, demo }: Context): Promise<Outcome> {
  const isAlone = argv.length === 0;
  const opened = isAlone ? await terminal.open() : undefined;
  opened?.close();
  const started = await demo.start();
  if (isAlone && opened === undefined) return playTour(started.context).finally(started.stop);
  if (isAlone) welcome(output);
  if (argv[0] === shellWord) return demoShell(argv.slice(1), started.context);
  return started.run(argv);
}

/** The one line behind `demo` that is none of rolecall's own. */
const shellWord = 'shell';

/** A shell in which `rolecall`, the AWS CLI and the SDKs are mary, on one embedded AWS until it ends. */
async function demoShell(more: readonly string[], { shell, env, output }: Context): Promise<Outcome> {
  if (more.length > 0) throw wrongUsage('rolecall demo shell takes no arguments.', 'rolecall demo shell');
  const [own, { program }] = await Promise.all([shell.current(), shell.installation()]);
  welcome(output);
  output.writeError('exit ends it, and nothing is left of it.\n');
  return { tag: 'handed-over', handOver: shellOutside(own, { ...env, AWS_PROFILE: 'mary' }, program) };
}

function welcome(output: Context['output']): void {
  for (const line of [
    'You are mary in account-a (111122223333); everything here is an AWS on this machine. `rolecall` works in here, too.',
    'Her company has a portal with 40 accounts: `rolecall login corp` there, then `rolecall` finds their roles.',
  ])
    output.writeError(`${line}\n`);
}
