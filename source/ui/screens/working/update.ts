import { plain } from '../../../domain/display/sanitize.ts';
import type { CodeQuestion } from '../../../domain/mfa/ask.ts';
import type { Progress } from '../../../domain/sessions/session.ts';
import { liveUnkept } from '../../../domain/shells/live-unkept.ts';
import type { Action, Next } from '../../core/actions.ts';
import type { Entry } from '../../core/ports.ts';
import { abandoned, type Binding, cancel, cancelled, failed, giveUp } from '../../core/screen.ts';
import { type Opening, roleNamed, type State, type Step } from '../../core/state.ts';
import { blank } from '../../text/text-input.ts';
import { answerFor, devicesScreen, isChoice } from '../devices/update.ts';
import { codeLength, questioned } from '../mfa/update.ts';
import { offered } from '../remember/update.ts';
import { askPassphrase } from '../unlock/update.ts';

/** A session is being opened. Its questions and its end lead to other screens. */
export type WorkingScreen = {
  readonly tag: 'working';
  readonly opening: Opening;
  /** Digits that were typed before a code was asked for. */
  readonly ahead: string;
};

declare module '../../core/state.ts' {
  interface Screens {
    working: WorkingScreen;
  }
}

export const workingKeys: readonly Binding<WorkingScreen>[] = [
  { ...giveUp('stop', 'Cancel, and go back to the list.'), run: abandoned },
  cancel,
];

/** Digits of a code that is asked for later. */
export function workingTyped(state: State, screen: WorkingScreen, text: string): Next {
  const ahead = (screen.ahead + text.replace(/\D/g, '')).slice(0, codeLength);
  return [{ ...state, screen: { ...screen, ahead } }];
}

/** Opens a role that was chosen; first its name has to be typed, where the profile says so, and unless that would be in vain. */
export function openChosen(state: State, profile: string, entry: Entry): Next {
  if (!roleNamed(state, profile)?.confirm) return startOpening(state, profile, entry);
  if (state.unkept.includes(entry)) return [{ ...state, notice: plain(liveUnkept(profile).text.title) }];
  return [{ ...state, notice: undefined, screen: { tag: 'confirm', profile, entry, input: blank } }];
}

/** Starts to open a session. */
export function startOpening(state: State, profile: string, entry: Entry): Next {
  const id = state.openings + 1;
  const screen = { tag: 'working', opening: { id, profile, entry, steps: [] }, ahead: '' } as const;
  return [
    { ...state, openings: id, notice: undefined, screen },
    { type: 'open', id, profile },
  ];
}

/** An event of the session that is being opened; ignored where the session was given up meanwhile. */
export function openingEvent(state: State, event: Extract<Action, { id: number }>): Next {
  const { screen } = state;
  if (!('opening' in screen) || screen.opening.id !== event.id) return [state];
  const { opening } = screen;
  switch (event.type) {
    case 'asked':
      return asked(state, opening, event.question, screen.tag === 'working' ? screen.ahead : '');
    case 'locked':
      return askPassphrase(state, opening, event.question);
    case 'offered': {
      const offer = {
        tag: 'sign-in',
        opening,
        to: event.to,
        at: event.at,
        started: false,
        page: undefined,
        input: blank,
      } as const;
      return [{ ...state, notice: undefined, screen: offer }];
    }
    case 'signInPage':
      return screen.tag === 'sign-in'
        ? [{ ...state, screen: { ...screen, page: event.page, input: blank, told: undefined } }]
        : [state];
    case 'signInTold':
      return screen.tag === 'sign-in' ? [{ ...state, screen: { ...screen, told: event.text, input: blank } }] : [state];
    case 'progressed':
      return [progressed(state, event.event)];
    case 'opened': {
      const { session } = event;
      if (session.found !== undefined) return offered(state, session, session.found, opening.entry);
      return [state, { type: 'finish', result: { tag: 'opened', session, entry: opening.entry } }];
    }
    case 'refused':
      return failed(state, opening, event.problem);
    case 'withdrawn':
      return [state, cancelled];
  }
}

function asked(state: State, opening: Opening, question: CodeQuestion, ahead: string): Next {
  const answer = answerFor(opening, question);
  if (answer !== undefined) return [state, answer];
  if (isChoice(opening, question))
    return [{ ...state, notice: undefined, screen: devicesScreen(opening, question, ahead) }];
  // After a refused code, digits typed meanwhile belong to the old code.
  const isNew =
    question.attempt === 1 || (opening.device === question.device.serial && question.rejected === undefined);
  return questioned(state, opening, question, isNew ? ahead : '');
}

function progressed(state: State, event: Progress): State {
  const { screen } = state;
  if (!('opening' in screen)) return state;
  const opening = { ...screen.opening, steps: withStep(screen.opening.steps, event) };
  const isSignedIn = (screen.tag === 'sign-in' || screen.tag === 'unlock') && event.state === 'done';
  const isAnswered =
    isSignedIn || (screen.tag === 'mfa' && screen.sent && !(event.step === 'mfa' && event.state === 'started'));
  return { ...state, screen: isAnswered ? { tag: 'working', opening, ahead: '' } : { ...screen, opening } };
}

function withStep(steps: readonly Step[], event: Progress): readonly Step[] {
  const key = event.step === 'hop' ? `hop ${event.index}` : event.step;
  const step = { key, text: event.text, done: event.state === 'done' };
  return steps.some((known) => known.key === key)
    ? steps.map((known) => (known.key === key ? step : known))
    : [...steps, step];
}
