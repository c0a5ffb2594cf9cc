import type { CodeQuestion } from '../../../domain/mfa/ask.ts';
import type { MfaDevice } from '../../../domain/mfa/code.ts';
import type { Effect, Next } from '../../core/actions.ts';
import { accept, type Binding, cancel, giveUp, unanswered, vimChoose, vimDown } from '../../core/screen.ts';
import type { Opening, State } from '../../core/state.ts';
import { codeLength, questioned } from '../mfa/update.ts';

/** The person has several MFA devices: the choice of the one that gives the code. */
export type DevicesScreen = {
  readonly tag: 'devices';
  readonly opening: Opening;
  readonly question: CodeQuestion;
  readonly cursor: number;
  /** Digits that were typed before there was a choice. */
  readonly ahead: string;
};

declare module '../../core/state.ts' {
  interface Screens {
    devices: DevicesScreen;
  }
}

/** Why a security key or a passkey is on the screen and cannot be chosen. */
export const whyUnusable = 'no codes for STS: a security key or passkey';

/** The devices that can be chosen, the one of the question first. */
export const devicesOf = ({ device, others = [] }: CodeQuestion): readonly MfaDevice[] => [device, ...others];

export const devicesScreen = (opening: Opening, question: CodeQuestion, ahead: string): DevicesScreen => ({
  tag: 'devices',
  opening,
  question,
  cursor: 0,
  ahead,
});

/** Whether the person has to choose: no device is configured, there is more than one, and none was chosen yet. */
export const isChoice = (opening: Opening, { attempt, others, unusable }: CodeQuestion): boolean =>
  attempt === 1 && opening.device === undefined && (others !== undefined || unusable !== undefined);

/** The answer to a later question about another device than the chosen one: the chosen one. */
export function answerFor({ device }: Opening, { attempt, others = [] }: CodeQuestion): Effect | undefined {
  const isOther = attempt === 1 && others.some(({ serial }) => serial === device);
  return isOther && device !== undefined ? { type: 'turn', device } : undefined;
}

const step = (by: number): Binding<DevicesScreen>['run'] => {
  return (state, screen) => {
    const count = devicesOf(screen.question).length;
    return [{ ...state, screen: { ...screen, cursor: (screen.cursor + by + count) % count } }];
  };
};

export const devicesKeys: readonly Binding<DevicesScreen>[] = [
  { ...vimChoose, help: 'Select the device above.', run: step(-1) },
  { ...vimDown, help: 'Select the device below.', run: step(1) },
  {
    ...accept('use it', 'Use a code from the selected device.'),
    run: (state, screen) => taken(state, screen, screen.ahead),
  },
  {
    ...giveUp('back', 'Back to the list; first to what AWS refused, if it did.'),
    run: (state, { opening, question }) => unanswered(state, opening, question),
  },
  cancel,
];

/** Digits of a code: they are of the device in focus. */
export function devicesTyped(state: State, screen: DevicesScreen, text: string): Next {
  const digits = text.replace(/\D/g, '').slice(0, codeLength);
  return digits === '' ? [state] : taken(state, screen, digits);
}

/** Takes the device in focus. Another one than that of the question needs another question first. */
function taken(state: State, { opening, question, cursor }: DevicesScreen, digits: string): Next {
  const { serial } = devicesOf(question)[cursor] ?? question.device;
  const chosen = { ...opening, device: serial };
  if (serial === question.device.serial) return questioned(state, chosen, question, digits);
  const screen = { tag: 'working', opening: chosen, ahead: digits } as const;
  return [
    { ...state, notice: undefined, screen },
    { type: 'turn', device: serial },
  ];
}
