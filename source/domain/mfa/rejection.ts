import { Problem, type ProblemText } from '../../problem.ts';

/**
 * Why a code was rejected. AWS says the same of a wrong, an expired and a used code; `reused` is known here, because the
 * steps whose codes were used are remembered. `malformed` codes are not sent.
 */
export type Rejection = 'wrong' | 'reused' | 'malformed';

const causes = 'It was wrong, expired or already used: a code works only once.';

/** The problem of a code that AWS rejected, where nobody is asked again. */
export const codeRefused = {
  code: 'mfa-refused',
  title: 'AWS did not accept the MFA code.',
  means: causes,
  todo: ['Try again with the next code.'],
} as const satisfies ProblemText;

/** The same, where AWS would not even look at it. */
export const codeMalformed = {
  code: 'mfa-malformed-code',
  title: 'An MFA code has exactly six digits.',
  todo: ['Type the six digits that the device shows.'],
} as const satisfies ProblemText;

/** The problem of a code from standard input, which cannot be asked again. @param label of the device */
export function inputRejected(rejection: Rejection | undefined, label: string): Problem {
  if (rejection === 'malformed') {
    return new Problem({
      code: codeMalformed.code,
      title: `Standard input is not a code of ${label}.`,
      means: 'A code has six digits; put each on a line of its own.',
      todo: ['Pipe in the code that the device shows.'],
    });
  }
  const title =
    rejection === 'reused'
      ? `The code of ${label} from standard input has already been used.`
      : `AWS did not accept the code of ${label} from standard input.`;
  return new Problem({
    code: 'mfa-wrong-code',
    title,
    means: causes,
    todo: ['Pipe in the next code.'],
  });
}

/** The problem of a code that `mfa_process` printed, where no person can be asked instead. @param label of the device */
export function processRejected(label: string): Problem {
  return new Problem({
    code: 'mfa-wrong-code',
    title: `AWS did not accept the code of ${label} that mfa_process printed.`,
    todo: ['Check that mfa_process and mfa_serial belong to the same device.'],
  });
}
