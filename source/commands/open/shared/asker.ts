import type { Context } from '../../../context.ts';
import type { AskCode, CodeQuestion } from '../../../domain/mfa/ask.ts';
import { inputRejected } from '../../../domain/mfa/rejection.ts';
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
    throw inputRejected(rejected, device.label);
  };
}
