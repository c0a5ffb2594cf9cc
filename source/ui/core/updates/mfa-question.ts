import type { CodeQuestion } from '../../../domain/mfa/ask.ts';
import type { Next } from '../actions.ts';
import type { Opening, State } from '../model.ts';

/** Digits of a code. */
export const codeLength = 6;

/** The screen that puts a question, and sends the answer at once where it was typed already. */
export function questioned(state: State, opening: Opening, question: CodeQuestion, digits: string): Next {
  const screen = { tag: 'mfa', opening, question, digits, sent: false, hint: undefined } as const;
  const [next, ...effects] = codeComplete({ ...state, notice: undefined, screen });
  return [next, { type: 'hint', serial: question.device.serial }, ...effects];
}

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
