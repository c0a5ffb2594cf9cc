import { readArguments } from './commands/arguments.ts';
import type { Command } from './commands/command.ts';
import { commands, findCommand } from './commands/table.ts';
import { type Context, createContext } from './context.ts';
import type { Outcome } from './outcome.ts';
import { Cancelled, Problem } from './problem.ts';

/** What was typed, split into the verb and what is the verb's. `rolecall prod` is `rolecall switch prod`. */
export function findVerb(argv: readonly string[]): { readonly command: Command; readonly own: readonly string[] } {
  const [first, ...others] = argv;
  const named = first === undefined || first.startsWith('-') ? undefined : findCommand(first);
  if (named !== undefined) return { command: named, own: others };
  return { command: commands[0] as Command, own: argv };
}

async function run(argv: readonly string[], context: Context): Promise<Outcome> {
  const { command, own } = findVerb(argv);
  const args = readArguments(command, own);
  if (args.flag('version')) {
    const { version } = await import('./version.ts');
    context.writeOut(`${version}\n`);
    return { tag: 'done' };
  }
  if (args.flag('help')) {
    const { helpText } = await import('./output/help.ts');
    context.writeOut(helpText(command, own === argv, context.colors('out')));
    return { tag: 'done' };
  }
  const { run: runCommand } = await command.load();
  return runCommand(args, context);
}

/** The whole program: the only place that ends the process, on any outcome. */
export async function main(): Promise<void> {
  const argv = process.argv.slice(2);
  const typed = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  const context = createContext({
    env: process.env,
    debug: typed.includes('--debug'),
    noColor: typed.includes('--no-color'),
  });
  process.exit(await finish(await settle(run(argv, context)), context));
}

/** Expected failures and cancels become outcomes; a bug stays an exception. */
async function settle(running: Promise<Outcome>): Promise<Outcome> {
  try {
    return await running;
  } catch (error) {
    if (error instanceof Problem) return { tag: 'failed', problem: error };
    if (error instanceof Cancelled) return { tag: 'cancelled' };
    throw error;
  }
}

async function finish(outcome: Outcome, context: Context): Promise<number> {
  switch (outcome.tag) {
    case 'done':
      return outcome.exitCode ?? 0;
    case 'cancelled':
      return 130;
    case 'failed': {
      const { problemText } = await import('./output/problem-text.ts');
      context.writeError(problemText(outcome.problem.text, { colors: context.colors('error'), debug: context.debug }));
      return outcome.problem.text.exitCode ?? 1;
    }
    case 'handed-over': {
      const { becomes } = await import('./adapters/processes.ts');
      return settle(becomes(outcome.handOver).then((exitCode) => ({ tag: 'done', exitCode }))).then((ended) =>
        finish(ended, context),
      );
    }
  }
}
