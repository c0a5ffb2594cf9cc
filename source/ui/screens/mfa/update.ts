import type { CodeQuestion } from '../../../domain/mfa/ask.ts';
import { secondsUntil } from '../../../output/clock.ts';
import type { Next } from '../../core/actions.ts';
import { type Binding, cancel, erase, eraseAll, eraseWord, giveUp, unanswered } from '../../core/screen.ts';
import type { Opening, State } from '../../core/state.ts';

/** A code of an MFA device is asked for. */
export type MfaScreen = {
  readonly tag: 'mfa';
  readonly opening: Opening;
  readonly question: CodeQuestion;
  readonly digits: string;
  /** The code is on its way to AWS. */
  readonly sent: boolean;
  /** The demo's code of the moment. */
  readonly hint: string | undefined;
  /** What was wrong with what was typed, in fewer and fewer words. */
  readonly note?: readonly [string, ...string[]] | undefined;
};

declare module '../../core/state.ts' {
  interface Screens {
    mfa: MfaScreen;
  }
}

/** Digits of a code. */
export const codeLength = 6;

/** Asks for a code. @param digits typed already; a whole code is sent at once */
export function questioned(state: State, opening: Opening, question: CodeQuestion, digits: string): Next {
  const screen = { tag: 'mfa', opening, question, digits, sent: false, hint: undefined } as const;
  const [next, ...effects] = sentWhenWhole({ ...state, notice: undefined }, screen);
  return [next, { type: 'hint', serial: question.device.serial }, ...effects];
}

export const mfaKeys: readonly Binding<MfaScreen>[] = [
  { ...erase, footer: 1, run: (state, screen) => erased(state, screen, -1) },
  { ...eraseWord, run: (state, screen) => erased(state, screen, 0) },
  { ...eraseAll, run: (state, screen) => erased(state, screen, 0) },
  {
    command: 'devices',
    keys: ['tab'],
    shown: 'tab',
    label: 'devices',
    help: 'Use a code from another of your devices.',
    footer: 2,
    only: ({ question }) => question.others !== undefined,
    run: (state, { question, opening, sent }) =>
      question.others === undefined || sent
        ? [state]
        : [{ ...state, notice: undefined, screen: { tag: 'devices', opening, question, cursor: 0, ahead: '' } }],
  },
  {
    ...giveUp('back', 'Back to the list; first to what AWS refused, if it did.'),
    run: (state, { opening, question }) => unanswered(state, opening, question),
  },
  cancel,
];

/** Digits, one by one or in a run. Of other characters only blanks and dashes belong to a code. */
export function mfaTyped(state: State, screen: MfaScreen, text: string): Next {
  const note = /[^\d\s-]/.test(text) ? noDigits(screen) : undefined;
  return withDigits(state, { ...screen, note }, screen.digits + text.replace(/\D/g, ''));
}

const erased = (state: State, screen: MfaScreen, to: number): Next =>
  withDigits(state, { ...screen, note: undefined }, screen.digits.slice(0, to));

const noDigits = ({ question }: MfaScreen) =>
  [`Type the six digits that ${question.device.label} shows.`, 'Type six digits.', 'Digits only'] as const;

/** A code, which replaces the digits typed before. */
export function mfaPasted(state: State, screen: MfaScreen, text: string): Next {
  const digits = text.replace(/[\s-]/g, '');
  if (/^\d{6}$/.test(digits)) return withDigits(state, { ...screen, note: undefined }, digits);
  return screen.sent ? [state] : [{ ...state, screen: { ...screen, note: noCode } }];
}

const noCode = [
  'What you pasted is not a code: a code has six digits.',
  'Not a code: it has six digits.',
  'Not a code',
] as const;

const withDigits = (state: State, screen: MfaScreen, digits: string): Next =>
  screen.sent
    ? [state]
    : sentWhenWhole({ ...state, notice: undefined }, { ...screen, digits: digits.slice(0, codeLength) });

/** Sends the code when it is whole. One that is used already comes back at once. */
function sentWhenWhole(state: State, screen: MfaScreen): Next {
  if (screen.sent || screen.digits.length < codeLength) return [{ ...state, screen }];
  return [
    { ...state, screen: { ...screen, sent: true } },
    { type: 'answer', code: screen.digits },
  ];
}

/** The demo's code may have changed. */
export function mfaTicked(state: State, screen: MfaScreen): Next {
  return [
    { ...state, screen },
    { type: 'hint', serial: screen.question.device.serial },
  ];
}

export const mfaTime = ({ now }: State, { question }: MfaScreen): unknown => secondsUntil(question.notBefore ?? 0, now);

/** The demo's code has arrived. */
export function hinted(state: State, serial: string, hint: string | undefined): State {
  const { screen } = state;
  if (screen.tag !== 'mfa' || screen.question.device.serial !== serial || screen.hint === hint) return state;
  return { ...state, screen: { ...screen, hint } };
}
