import type { CodeQuestion } from './ask.ts';

/** What a person reads beside the question for a code: what became of the last one, or that the next one is waited for. */
export type CodeNews = {
  readonly tone: 'bad' | 'warn' | 'good';
  /** The same in fewer and fewer words, for less and less room. */
  readonly texts: readonly [string, ...string[]];
};

/** The news of a question; none at the first one with a code that is not used yet. */
export function codeNews({ rejected, attempt, notBefore, missed }: CodeQuestion, now: number): CodeNews | undefined {
  if (missed !== undefined && rejected === undefined) {
    return { tone: 'warn', texts: [`mfaAsk gave no code. ${missed}`, 'mfaAsk gave no code.', 'No code from mfaAsk'] };
  }
  const wait = notBefore === undefined ? 0 : Math.max(0, Math.ceil((notBefore - now) / 1000));
  if (wait > 0) {
    const which = rejected === 'reused' ? 'That code' : 'The current code';
    return {
      tone: 'warn',
      texts: [
        `${which} has been used; the next one appears in ${wait} s.`,
        `Used; the next one appears in ${wait} s.`,
        `Used; next in ${wait} s`,
      ],
    };
  }
  switch (rejected) {
    case 'wrong':
      return { tone: 'bad', texts: [`That code was not accepted. Attempt ${attempt}.`, ...shorter.wrong] };
    case 'malformed':
      return { tone: 'bad', texts: [`A code has six digits. Attempt ${attempt}.`, ...shorter.malformed] };
    case 'reused':
      return {
        tone: 'warn',
        texts: ['That code has been used. The device now shows the next one.', ...shorter.reused],
      };
    case undefined:
      return notBefore === undefined
        ? undefined
        : { tone: 'good', texts: ['The next code is ready.', 'Next code ready'] };
  }
}

const shorter = {
  wrong: ['That code was not accepted.', 'Not accepted.'],
  malformed: ['A code has six digits.', 'Six digits.'],
  reused: ['Used; the next one is ready.', 'Used; next is ready'],
} as const;

/** Advice for a person whose codes are refused again and again; none before the second refusal. */
export function codeAdvice({ rejected, attempt, device, others }: CodeQuestion): readonly string[] {
  if (rejected !== 'wrong' || attempt <= 2) return [];
  return [
    device.serial.startsWith('arn:')
      ? "Is the phone's clock right? Turn on automatic time."
      : 'The clock of a token drifts; an administrator can resync it: aws iam resync-mfa-device.',
    `Is it the entry of ${device.label}? Apps show the entries of other accounts too.`,
    ...(others === undefined ? [] : ['Another of your devices may work.']),
  ];
}
