import type { CodeQuestion } from '../../../domain/mfa/ask.ts';
import type { Progress } from '../../../domain/sessions/session.ts';
import { devicesScreen, isChoice, turnTo } from '../../screens/devices/update.ts';
import { offered } from '../../screens/remember/update.ts';
import type { Action, Next } from '../actions.ts';
import type { Opening, State, Step } from '../model.ts';
import type { Entry } from '../ports.ts';
import { roleNamed } from '../select.ts';
import { questioned } from './mfa-question.ts';

/** A role was chosen: straight on, or by way of its name typed out where the profile asks for that. */
export function chosen(state: State, profile: string, entry: Entry): Next {
  if (!roleNamed(state, profile)?.confirm) return opening(state, profile, entry);
  return [{ ...state, notice: undefined, screen: { tag: 'confirm', profile, entry, typed: '' } }];
}

/** Starts to open a session. */
export function opening(state: State, profile: string, entry: Entry): Next {
  const id = state.openings + 1;
  const screen = { tag: 'working', opening: { id, profile, entry, steps: [] }, ahead: '' } as const;
  return [
    { ...state, openings: id, notice: undefined, screen },
    { type: 'open', id, profile },
  ];
}

/** Back to the list; out, where there is none. */
export function home(state: State): Next {
  if (state.home === 'none') return [state, { type: 'finish', result: { tag: 'cancelled' } }];
  const screen = state.home === 'empty' ? ({ tag: 'empty', cursor: 0 } as const) : ({ tag: 'picker' } as const);
  return [{ ...state, screen, notice: undefined }];
}

/** The person gave up waiting. */
export function abandoned(state: State): Next {
  const [next, ...effects] = home(state);
  return [next, { type: 'abandon' }, ...effects];
}

type News = Extract<Action, { id: number }>;

/** What comes from the session on its way; nothing, where it was given up meanwhile. */
export function openingNews(state: State, news: News): Next {
  const { screen } = state;
  if (!('opening' in screen) || screen.opening.id !== news.id) return [state];
  switch (news.type) {
    case 'asked':
      return asked(state, screen.opening, news.question, screen.tag === 'working' ? screen.ahead : '');
    case 'offered': {
      const { opening } = screen;
      const offer = { tag: 'sign-in', opening, startUrl: news.startUrl, started: false, code: undefined } as const;
      return [{ ...state, notice: undefined, screen: offer }];
    }
    case 'coded':
      return screen.tag === 'sign-in' ? [{ ...state, screen: { ...screen, code: news.code } }] : [state];
    case 'progressed':
      return [progressed(state, news.event)];
    case 'opened': {
      const { session } = news;
      const { entry } = screen.opening;
      if (session.found !== undefined) return offered(state, session, session.found, entry);
      return [state, { type: 'finish', result: { tag: 'opened', session, entry } }];
    }
    case 'refused': {
      if (state.home === 'none') return [state, { type: 'finish', result: { tag: 'failed', problem: news.problem } }];
      const { profile, entry } = screen.opening;
      return [{ ...state, screen: { tag: 'problem', profile, entry, problem: news.problem, top: 0 } }];
    }
    case 'withdrawn':
      return [state, { type: 'finish', result: { tag: 'cancelled' } }];
  }
}

function asked(state: State, from: Opening, question: CodeQuestion, ahead: string): Next {
  const turn = turnTo(from, question);
  if (turn !== undefined) return [state, turn];
  if (isChoice(from, question)) return [{ ...state, notice: undefined, screen: devicesScreen(from, question, ahead) }];
  // After a code that was refused, what was typed meanwhile is more of the old one.
  const isNew = question.attempt === 1 || (from.device === question.device.serial && question.rejected === undefined);
  return questioned(state, from, question, isNew ? ahead : '');
}

function progressed(state: State, event: Progress): State {
  const { screen } = state;
  if (!('opening' in screen)) return state;
  const opening = { ...screen.opening, steps: withStep(screen.opening.steps, event) };
  const isSignedIn = screen.tag === 'sign-in' && event.state === 'done';
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

/** Digits typed before the question came are not lost. */
export function workingTyped(state: State, text: string): Next {
  if (state.screen.tag !== 'working') return [state];
  const ahead = (state.screen.ahead + text.replace(/\D/g, '')).slice(0, 6);
  return [{ ...state, screen: { ...state.screen, ahead } }];
}
