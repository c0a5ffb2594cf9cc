import type { Problem } from '../../problem.ts';

/** An MFA device as STS knows it. */
export type MfaDevice = {
  /** ARN of a virtual device, or the serial number of a hardware one. */
  readonly serial: string;
  /** What a person calls it: the last part of the ARN, else the serial itself. */
  readonly label: string;
};

/** What is asked of whoever has the codes. */
export type CodeQuestion = {
  readonly device: MfaDevice;
  /** 1 for the first question. */
  readonly attempt: number;
  /** Why the last answer did not do. */
  readonly rejected?: 'wrong' | 'reused' | 'malformed';
  /** Why a code is needed at all, for the person: `one code serves every role of mary until 03:12`. */
  readonly reason: string;
  /** Epoch milliseconds before which a new code cannot exist: the last one was used in this 30 s step. */
  readonly notBefore?: number;
  /** What is to be said where nobody can be asked: the refusal that a code might turn. */
  readonly instead?: Problem;
  /** The person's further devices, where nobody configured which one to use. */
  readonly others?: readonly MfaDevice[];
  /** Devices of the person's that STS takes no codes from: told of, so that nobody looks for them in vain. */
  readonly unusable?: readonly MfaDevice[];
};

/** Ask again, for a code of another of the devices that were offered: its serial. */
export type OtherDevice = { readonly device: string };

/**
 * Gives six digits, or names another device. The domain never knows whether a screen, a pipe or a program answers.
 * @throws Cancelled when the person changes their mind, Problem when nobody can be asked.
 */
export type AskCode = (question: CodeQuestion) => Promise<string | OtherDevice>;
