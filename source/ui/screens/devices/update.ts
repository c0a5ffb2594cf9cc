import type { CodeQuestion } from '../../../domain/mfa/ask.ts';
import type { MfaDevice } from '../../../domain/mfa/code.ts';
import type { Effect, Next } from '../../core/actions.ts';
import type { Command } from '../../core/keymap.ts';
import type { Opening, Screen, State } from '../../core/model.ts';
import { codeLength, questioned } from '../../core/updates/mfa-question.ts';

type Devices = Extract<Screen, { tag: 'devices' }>;

/** Why a security key or a passkey stands on the screen and cannot be chosen. */
export const whyUnusable = 'no codes for STS: a security key or passkey';

/** The devices that can be chosen, the one that is asked for first. */
export const devicesOf = ({ device, others = [] }: CodeQuestion): readonly MfaDevice[] => [device, ...others];

export const devicesScreen = (opening: Opening, question: CodeQuestion, ahead: string): Devices => ({
  tag: 'devices',
  opening,
  question,
  cursor: 0,
  ahead,
});

/** Nobody configured a device, there is more than one, and the person has not chosen yet. */
export const isChoice = (opening: Opening, { attempt, others, unusable }: CodeQuestion): boolean =>
  attempt === 1 && opening.device === undefined && (others !== undefined || unusable !== undefined);

/** Where another question comes after the choice, it is for the same device. */
export function turnTo({ device }: Opening, { attempt, others = [] }: CodeQuestion): Effect | undefined {
  const isOther = attempt === 1 && others.some(({ serial }) => serial === device);
  return isOther && device !== undefined ? { type: 'turn', device } : undefined;
}

/** Keys while a device is chosen. */
export function devicesCommand(state: State, command: Command): Next {
  const { screen } = state;
  if (screen.tag !== 'devices') return [state];
  const count = devicesOf(screen.question).length;
  if (command === 'accept') return taken(state, screen, screen.ahead);
  const by = command === 'up' ? -1 : command === 'down' ? 1 : 0;
  return [{ ...state, screen: { ...screen, cursor: (screen.cursor + by + count) % count } }];
}

/** Whoever types a code means the device in focus. */
export function devicesTyped(state: State, text: string): Next {
  const { screen } = state;
  const digits = text.replace(/\D/g, '').slice(0, codeLength);
  return screen.tag === 'devices' && digits !== '' ? taken(state, screen, digits) : [state];
}

/** On to the code; for another device than the one that was asked for, by way of another question. */
function taken(state: State, { opening, question, cursor }: Devices, digits: string): Next {
  const { serial } = devicesOf(question)[cursor] ?? question.device;
  const chosen = { ...opening, device: serial };
  if (serial === question.device.serial) return questioned(state, chosen, question, digits);
  const screen = { tag: 'working', opening: chosen, ahead: digits } as const;
  return [
    { ...state, notice: undefined, screen },
    { type: 'turn', device: serial },
  ];
}
