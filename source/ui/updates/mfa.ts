import type { CodeQuestion } from '../../mfa/ask.ts';
import type { Next } from '../actions.ts';
import type { Command } from '../keymap.ts';
import type { Opening, State } from '../model.ts';

/** Digits of a code. */
export const codeLength = 6;

/** The screen that puts a question. */
export const questionScreen = (opening: Opening, question: CodeQuestion, digits: string) =>
  ({ tag: 'mfa', opening, question, digits, sent: false, hint: undefined }) as const;

/** Sends the code once it is whole, and no earlier than a new one can exist. */
export function codeComplete(state: State): Next {
  const { screen, now } = state;
  if (screen.tag !== 'mfa' || screen.sent || screen.digits.length < codeLength) return [state];
  if (now < (screen.question.notBefore ?? 0)) return [state];
  return [
    { ...state, screen: { ...screen, sent: true } },
    { type: 'answer', code: screen.digits },
  ];
}

const withDigits = (state: State, digits: string): Next =>
  state.screen.tag === 'mfa' && !state.screen.sent
    ? codeComplete({ ...state, notice: undefined, screen: { ...state.screen, digits: digits.slice(0, codeLength) } })
    : [state];

/** Digits, one by one or in a run; whatever else is typed is passed over. */
export const mfaTyped = (state: State, text: string): Next =>
  state.screen.tag === 'mfa' ? withDigits(state, state.screen.digits + text.replace(/\D/g, '')) : [state];

/** A pasted code takes the place of what stands there. */
export function mfaPasted(state: State, text: string): Next {
  const digits = text.replace(/[\s-]/g, '');
  if (/^\d{6}$/.test(digits)) return withDigits(state, digits);
  return [{ ...state, notice: 'That is no code: a code has six digits.' }];
}

/** Keys while a code is typed. */
export function mfaCommand(state: State, command: Command): Next {
  if (state.screen.tag !== 'mfa') return [state];
  if (command === 'erase') return withDigits(state, state.screen.digits.slice(0, -1));
  if (command === 'eraseAll') return withDigits(state, '');
  return [state];
}
