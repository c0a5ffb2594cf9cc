import type { Context } from '../../context.ts';
import { answer } from '../../domain/shells/answer.ts';
import type { Outcome } from '../../outcome.ts';
import { Problem } from '../../problem.ts';

/**
 * Runs a verb that the person chose in the picker instead of a role. Where a shell is waiting for an answer on stdout,
 * what the verb prints goes to the person, and the shell is told that nothing changes.
 */
export async function runOtherVerb(context: Context, argv: readonly string[]): Promise<Outcome> {
  if (context.inPlace === undefined) return context.run(argv);
  if (argv[0] === 'demo') throw opensAShell();
  const outcome = await context.run(argv, { ...context, inPlace: undefined, writeOut: context.writeError });
  if (outcome.tag === 'done') context.writeOut(answer());
  return outcome;
}

function opensAShell(): Problem {
  return new Problem({
    code: 'shell-in-shell',
    title: 'The demo opens a shell of its own.',
    todo: ['Type rolecall demo'],
  });
}
