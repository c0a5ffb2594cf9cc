import { rejectionSentence } from '../../domain/mfa/rejection.ts';
import type { RoleSummary } from '../../domain/profiles/profile.ts';
import { plain } from '../../output/sanitize.ts';
import { choicesOf, footerOf } from '../core/keymap.ts';
import type { Screen, State } from '../core/model.ts';
import { isFavourite, leftOf, roleNamed } from '../core/select.ts';
import { roleAt } from '../picker/list.ts';
import { devicesOf, whyUnusable } from '../screens/devices/update.ts';
import { palette } from '../theme/palette.ts';
import { secondsUntil, timeLeft } from './time.ts';

/** More than this is tiresome to listen to; searching is quicker. */
const most = 20;

/** A screen in words, for a screen reader. */
export function plainLines(state: State): readonly string[] {
  return [...linesOf(state, state.screen), ...(state.notice ? [state.notice] : []), keysLine(state)].map(plain);
}

function linesOf(state: State, screen: Screen): readonly string[] {
  switch (screen.tag) {
    case 'picker':
      return pickerLines(state);
    case 'mfa':
      return mfaLines(state, screen);
    case 'devices':
      return deviceLines(screen);
    case 'sign-in':
      return signInLines(screen);
    case 'remember':
      return [
        `Switched. Write mfa_serial = ${screen.found.serial} into ${screen.found.profile}?`,
        'Then the code is asked for at once.',
        ...choiceLines(screen),
      ];
    case 'working':
      return [
        `Switching to ${screen.opening.profile}.`,
        ...screen.opening.steps.map(({ text, done }) => `${text}: ${done ? 'done' : 'on the way'}.`),
      ];
    case 'problem': {
      const { title, tried, said, means, todo = [] } = screen.problem;
      return [
        `Failed: ${title}`,
        tried,
        said && `AWS said: ${said}`,
        means,
        ...todo.map((step, at) => `${at + 1}. ${step}`),
      ].filter((line) => line !== undefined);
    }
    case 'confirm':
      return [`Type ${screen.profile} and press Enter to switch to it.`, `Typed: ${screen.typed}`];
    case 'menu':
    case 'empty':
      return choiceLines(screen);
    case 'colors':
      return [
        ...palette.map(({ name }, at) => `${at === screen.cursor ? 'In focus: ' : ''}${name}`),
        `Or type a colour: ${screen.typed}`,
      ];
    case 'help':
      return footerOf(screen.behind.tag).map(({ shown, help }) => `${shown}: ${help}`);
  }
}

function pickerLines(state: State): readonly string[] {
  const first = Math.max(0, Math.min(state.cursor - Math.floor(most / 2), state.list.count - most));
  const shown = Math.min(most, state.list.count - first);
  const rows = Array.from({ length: shown }, (_, at) => roleLine(state, first + at));
  const all = state.list.count === 1 ? '1 role.' : `${state.list.count} roles.`;
  return [
    state.list.count > shown ? `${all} ${first + 1} to ${first + shown}:` : all,
    ...rows,
    'Type a number and Enter to switch, or part of a name to search.',
    `Search: ${state.filter}`,
  ];
}

function roleLine(state: State, cursor: number): string {
  const role = state.roles[roleAt(state.list, cursor) ?? -1];
  if (!role) return '';
  const facts = [
    role.accountId && `account ${role.accountId}`,
    `role ${role.roleName}`,
    role.region,
    standing(state, role),
  ];
  const focus = cursor === state.cursor ? ', in focus' : '';
  return `${cursor + 1}. ${[role.displayName, ...facts].filter(Boolean).join(', ')}${focus}`;
}

function standing(state: State, role: RoleSummary): string {
  const left = leftOf(state, role);
  const needs = left !== undefined ? `${timeLeft(left)} left` : role.mfa ? 'asks for a code' : '';
  return [isFavourite(state, role) ? 'favourite' : '', needs].filter(Boolean).join(', ');
}

function mfaLines(state: State, screen: Extract<Screen, { tag: 'mfa' }>): readonly string[] {
  const { device, rejected, attempt, notBefore = 0, reason } = screen.question;
  const wait = secondsUntil(notBefore, state.now);
  return [
    `Code for ${roleNamed(state, screen.opening.profile)?.displayName ?? screen.opening.profile}, from ${device.label}. ${reason}`,
    ...(rejected ? [rejectionSentence(rejected, attempt)] : []),
    ...(wait > 0 ? [`The next code comes in about ${Math.ceil(wait / 10) * 10} seconds.`] : []),
    ...(screen.hint ? [`The device shows ${screen.hint}.`] : []),
    screen.sent ? 'Checking.' : `Six digits: ${screen.digits}`,
  ];
}

function signInLines({ startUrl, started, code }: Extract<Screen, { tag: 'sign-in' }>): readonly string[] {
  if (!started) return [`Not signed in to IAM Identity Center, or not any more: ${startUrl}`, 'Enter signs in.'];
  if (code === undefined) return ['Asking for a code.'];
  const where = code.byHand === undefined ? 'Approve it in the browser' : `${code.byHand}. Open this in a browser`;
  return [`${where}: ${code.url}`, `The code there has to be ${code.userCode}.`, 'Waiting.'];
}

function deviceLines({ question, cursor }: Extract<Screen, { tag: 'devices' }>): readonly string[] {
  const usable = devicesOf(question).map(({ label }, at) => `${label}${at === cursor ? ', in focus' : ''}`);
  const unusable = (question.unusable ?? []).map(({ label }) => `${label}: ${whyUnusable}. Not to be chosen.`);
  return [`${question.reason} Which device gives the code?`, ...usable, ...unusable];
}

const choiceLines = (screen: Extract<Screen, { tag: 'menu' | 'empty' | 'remember' }>): readonly string[] =>
  choicesOf(screen.tag).map(({ shown, label }, at) => `${shown}: ${label}${at === screen.cursor ? ', in focus' : ''}`);

const keysLine = (state: State): string =>
  footerOf(state.screen.tag, state)
    .map(({ keys, shown, label }) => `${shown === '↑↓' ? 'up and down' : keys[0]} ${label}`)
    .join(', ');
