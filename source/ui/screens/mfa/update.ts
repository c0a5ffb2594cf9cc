import type { Next } from '../../core/actions.ts';
import type { Command } from '../../core/keymap.ts';
import type { State } from '../../core/model.ts';
import { codeComplete, codeLength } from '../../core/updates/mfa-question.ts';
import { devicesScreen } from '../devices/update.ts';

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

/** Back to the choice of a device, unless there is none or a code is on its way. */
const otherDevices = (state: State, { question, opening, sent }: Extract<State['screen'], { tag: 'mfa' }>): Next =>
  question.others === undefined || sent
    ? [state]
    : [{ ...state, notice: undefined, screen: devicesScreen(opening, question, '') }];

/** Keys while a code is typed. */
export function mfaCommand(state: State, command: Command): Next {
  if (state.screen.tag !== 'mfa') return [state];
  if (command === 'erase') return withDigits(state, state.screen.digits.slice(0, -1));
  if (command === 'eraseAll') return withDigits(state, '');
  if (command === 'devices') return otherDevices(state, state.screen);
  return [state];
}
