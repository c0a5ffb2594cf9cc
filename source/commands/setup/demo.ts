import type { Context } from '../../context.ts';
import type { Outcome } from '../../outcome.ts';
import type { Arguments } from '../registry/command.ts';
import { playTour } from './tour.ts';

/** Any command line on the embedded AWS; without one the picker, or a short tour where nobody sits at a terminal. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const argv = args.rest ?? [];
  const terminal = argv.length > 0 ? undefined : await context.openTerminal();
  terminal?.close();
  const demo = await context.startDemo();
  if (argv.length === 0 && terminal === undefined) {
    return playTour(demo.context).finally(demo.stop);
  }
  if (argv.length === 0) context.writeError(welcome);
  return demo.context.run(argv);
}

const welcome =
  'You are mary in account-a (111122223333); everything here is an AWS on this machine. `rolecall` works inside, too.\n';
