import { Cancelled, Problem, type ProblemText } from '../../problem.ts';
import { type MfaDevice, readCode } from './code.ts';
import { processRejected, type Rejection } from './rejection.ts';

/** A question for a code. A screen, standard input, `mfa_process` or `mfaAsk` answers it. */
export type CodeQuestion = {
  readonly device: MfaDevice;
  /** 1 for the first question. */
  readonly attempt: number;
  /** Why the last code was rejected. */
  readonly rejected?: Rejection;
  /** Why a code is needed, for the person: `One code serves every role of this identity for 12 h.` */
  readonly reason: string;
  /** Epoch milliseconds before which there is no new code: the code of this 30 s step is used up. */
  readonly notBefore?: number;
  /** The problem to show where nobody can be asked: AWS refused the role, and a code might change that. */
  readonly instead?: Problem;
  /** The person's further devices, where no profile says which one to use. */
  readonly others?: readonly MfaDevice[];
  /** The person's devices that STS takes no codes from; shown so that nobody looks for them in vain. */
  readonly unusable?: readonly MfaDevice[];
  /** Why `mfaAsk`, which was asked before, gave no code: one sentence. */
  readonly missed?: string;
};

/** What goes on beside a question, while its answer is waited for. */
export type Meanwhile = {
  /** Aborted when no answer is needed any more. */
  readonly until: AbortSignal;
  /** Looks whether another process has opened the session. Then no answer is needed, and any rejection is nobody's to see. */
  readonly isReady: () => Promise<boolean>;
  /** Epoch milliseconds before which there is no new code, as it is by now: other processes use codes as well. */
  readonly notBefore: () => Promise<number | undefined>;
};

/**
 * The refusal behind a question, for a person who gives no code, or none that AWS takes.
 * @returns undefined where the code was asked for before anything was refused
 */
export function refusalBehind({ instead, attempt, device, rejected, others }: CodeQuestion): ProblemText | undefined {
  if (instead === undefined || attempt === 1 || rejected === undefined) return instead?.text;
  const { todo = [], ...refusal } = instead.text;
  return {
    ...refusal,
    todo: [
      `AWS accepted no code of ${device.label}: try the next one${others === undefined ? '' : ', or another device'}.`,
      ...todo,
    ],
  };
}

/** Another answer than a code: the serial of the offered device to ask instead. */
export type OtherDevice = { readonly device: string };

/**
 * Asks for six digits, or for another device.
 * @throws Cancelled when the person gives up, Problem when nobody can be asked
 */
export type AskCode = (question: CodeQuestion, meanwhile?: Meanwhile) => Promise<string | OtherDevice>;

/** Where nothing goes on beside a question. */
export const nothingElse: Meanwhile = {
  until: new AbortController().signal,
  isReady: async () => false,
  notBefore: async () => undefined,
};

/** How `mfa_process` is run. */
export type CodeProcess = {
  /** The output of the command. @throws Problem where it fails */
  readonly print: () => Promise<string>;
  readonly now: () => number;
  /** Waits so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
};

/** Takes the first code from `mfa_process`. When AWS rejects it, the person is asked. */
export function askProcess({ print, now, wait }: CodeProcess, person: AskCode): AskCode {
  return async (question, meanwhile) => {
    const { attempt, notBefore, device } = question;
    if (attempt > 1) {
      const instead = question.instead ?? processRejected(device.label);
      return person({ ...question, instead }, meanwhile);
    }
    // The command prints the used code again until the next step begins.
    if (notBefore !== undefined) await wait(Math.max(0, notBefore - now()));
    // It may ask for a touch of a key, which nobody needs any more.
    if (meanwhile?.until.aborted) throw new Cancelled();
    const code = readCode(await print());
    if (code !== undefined) return code;
    throw new Problem({
      code: 'mfa-process-no-code',
      title: `mfa_process for ${device.label} printed no six-digit code.`,
      todo: ['Run the command by hand: it has to print the code and nothing else.'],
    });
  };
}
