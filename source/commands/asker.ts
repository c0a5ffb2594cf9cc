import type { Context } from '../context.ts';
import type { AskCode, CodeQuestion } from '../mfa/ask.ts';
import { Problem } from '../problem.ts';
import type { Arguments } from './command.ts';

/** A code is needed and there is a person to ask, but no screen yet: whoever catches it opens one. */
export class PersonNeeded extends Error {
  /** What to say where there is no screen to be had. */
  readonly instead: Problem | undefined;

  constructor({ instead }: CodeQuestion) {
    super('a code is needed');
    this.name = 'PersonNeeded';
    this.instead = instead;
  }
}

/** Who answers when a code is asked: standard input where `--mfa-code -` says so, else the person. */
export function codeSource(args: Arguments, context: Context): AskCode {
  const given = args.value('mfa-code');
  if (given === undefined) return (question) => Promise.reject(new PersonNeeded(question));
  if (given !== '-') {
    throw new Problem({
      code: 'usage',
      title: '--mfa-code takes the code from standard input only.',
      means: 'A code in the arguments can be read by every other program on this machine.',
      todo: ['Write --mfa-code - and pipe the code in.'],
      exitCode: 2,
    });
  }
  return async ({ attempt, device }) => {
    if (attempt === 1) return context.readLine();
    throw new Problem({
      code: 'mfa-wrong-code',
      title: `AWS did not take the code of ${device.label} that came in on standard input.`,
      means: 'It was wrong, too old, or used before: a code works once.',
      todo: ['Pipe in the next code.'],
    });
  };
}
