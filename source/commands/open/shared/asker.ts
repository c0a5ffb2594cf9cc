import type { Context } from '../../../context.ts';
import type { AskCode, CodeQuestion, MfaDevice } from '../../../domain/mfa/ask.ts';
import { Problem } from '../../../problem.ts';
import type { Arguments } from '../../registry/command.ts';

/** A code or a sign-in is needed and there is a person to ask, but no screen yet: whoever catches it opens one. */
export class PersonNeeded extends Error {
  /** What to say where there is no screen to be had. */
  readonly instead: Problem | undefined;

  constructor({ instead }: Pick<CodeQuestion, 'instead'>) {
    super('a person is needed');
    this.name = 'PersonNeeded';
    this.instead = instead;
  }
}

/** An asker for where no screen is open: it fails with PersonNeeded. */
export const personNeeded: AskCode = (question) => Promise.reject(new PersonNeeded(question));

/** The same for a sign-in. */
export const personToSignIn = (needed: Problem): Promise<never> =>
  Promise.reject(new PersonNeeded({ instead: needed }));

/** Standard input, where `--mfa-code -` says that the code comes from there; undefined where nothing is said. */
export function codeSource(args: Arguments, context: Context): AskCode | undefined {
  const given = args.value('mfa-code');
  if (given === undefined) return undefined;
  if (given !== '-') {
    throw new Problem({
      code: 'usage',
      title: '--mfa-code takes the code from standard input only.',
      means: 'A code in the arguments can be read by every other program on this machine.',
      todo: ['Write --mfa-code - and pipe the code in.'],
      exitCode: 2,
    });
  }
  return async ({ attempt, rejected, device }) => {
    if (attempt === 1) return context.readLine();
    if (rejected === 'malformed') throw malformed(device);
    throw new Problem({
      code: 'mfa-wrong-code',
      title: `AWS did not take the code of ${device.label} that came in on standard input.`,
      means: 'It was wrong, too old, or used before: a code works once.',
      todo: ['Pipe in the next code.'],
    });
  };
}

function malformed({ label }: MfaDevice): Problem {
  return new Problem({
    code: 'mfa-malformed-code',
    title: `What came in on standard input is not a code of ${label}.`,
    means: 'A code has six digits; each is asked for on a line of its own.',
    todo: ['Pipe in the code that the device shows.'],
  });
}
