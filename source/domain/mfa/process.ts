import { Problem } from '../../problem.ts';
import type { AskCode } from './ask.ts';
import { readCode } from './code.ts';

/** What running `mfa_process` needs of the world. */
export type CodeProcess = {
  /** What the command prints. @throws Problem where it does not end well */
  readonly print: () => Promise<string>;
  readonly now: () => number;
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
};

/** Codes of `mfa_process`, and of the person where AWS did not take the one that it printed. */
export function askProcess({ print, now, wait }: CodeProcess, person: AskCode): AskCode {
  return async (question) => {
    const { attempt, notBefore, device } = question;
    if (attempt > 1) {
      const refused = new Problem({
        code: 'mfa-wrong-code',
        title: `AWS did not take the code of ${device.label} that mfa_process printed.`,
        todo: ['Check that mfa_process and mfa_serial belong to the same device.'],
      });
      return person({ ...question, instead: question.instead ?? refused });
    }
    // The command would print the same code again until the next one is there.
    if (notBefore !== undefined) await wait(Math.max(0, notBefore - now()));
    const code = readCode(await print());
    if (code !== undefined) return code;
    throw new Problem({
      code: 'mfa-process-no-code',
      title: `mfa_process for ${device.label} printed no six digits.`,
      todo: ['Run the command by hand: it has to print the code and nothing else.'],
    });
  };
}
