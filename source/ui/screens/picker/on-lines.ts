import type { Next } from '../../core/actions.ts';
import type { Lines } from '../../core/ports.ts';
import { purposeOf } from '../../core/purpose.ts';
import { focused, type State } from '../../core/state.ts';
import { pickerKeys } from './keys.ts';
import { roleAt } from './list.ts';
import { consoles, moved, undone } from './relist.ts';
import { listedRoles, nextListed, signInsNeeded } from './spoken.ts';
import { adding, hiddenHere, hiddenShown, missingRole, searched } from './update.ts';

/**
 * The list where nothing can be drawn: numbered roles and a question, and what becomes of the answer.
 * @throws Cancelled at Ctrl+C or the end of input
 */
export async function listOnLines({ ask, tell }: Lines, state: State): Promise<Next> {
  const hidden = hiddenHere(state);
  if (hidden !== undefined) {
    tell(hidden);
    signInsNeeded(state).forEach(tell);
    const typed = await ask(questionFor(['Enter shows hidden roles', ...undoOf(state)]));
    if (typed === 'u' && state.undo !== undefined) return undone(state);
    return typed === '' ? hiddenShown(state) : searched(state, typed);
  }
  if (state.list.count === 0 && state.filter !== '') {
    const missing = missingRole(state);
    tell(missing?.title ?? `No role matches ${state.filter}.`);
    if (missing === undefined) signInsNeeded(state).forEach(tell);
    const typed = missing && (await ask('Enter adds one; or part of a name: '));
    return missing && typed === '' ? adding(state, missing) : searched(state, typed ?? '');
  }
  for (const line of listedRoles(state)) tell(line);
  return answered(state, readAnswer(await ask(questionOf(state)), state));
}

/** The question names all that can be typed. */
function questionOf(state: State): string {
  const parts = [
    ...(state.list.count === 1
      ? [`Enter ${purposeOf(state).enter}, m for more`, 'c for the console']
      : ['Number, m NUMBER for more', 'c NUMBERS for consoles']),
    ...(nextListed(state) === undefined ? [] : ['+ for the next roles']),
    ...undoOf(state),
  ];
  return questionFor(parts);
}

const undoOf = ({ undo }: State): readonly string[] => (undo === undefined ? [] : ['u to undo']);

const questionFor = (parts: readonly string[]): string => `${parts.join(', ')}, or part of a name: `;

/** What the person wants. Cursors are positions in the list. */
type Answer =
  | { readonly tag: 'switch' | 'menu'; readonly cursor: number }
  | { readonly tag: 'console'; readonly cursors: readonly number[] }
  | { readonly tag: 'missing'; readonly number: number }
  | { readonly tag: 'more' | 'undo' }
  | { readonly tag: 'search'; readonly text: string };

/** Reads an answer. A number that the list does not have is a part of a name or of an account. */
function readAnswer(typed: string, state: State): Answer {
  const { count } = state.list;
  if (typed === '+' && nextListed(state) !== undefined) return { tag: 'more' };
  if (typed === 'u' && state.undo !== undefined) return { tag: 'undo' };
  if (count === 1 && typed === '') return { tag: 'switch', cursor: 0 };
  if (count === 1 && typed === 'm') return { tag: 'menu', cursor: 0 };
  if (count === 1 && typed === 'c') return { tag: 'console', cursors: [0] };
  const several = /^c ?(\d{1,3}(?:[ ,]+\d{1,3})*)$/i.exec(typed)?.[1];
  if (several !== undefined) return readSeveral(several.split(/[ ,]+/).map(Number), count);
  const [, menu, digits = ''] = /^(m ?)?(\d{1,3})$/i.exec(typed) ?? [];
  const cursor = Number(digits) - 1;
  if (roleAt(state.list, cursor) !== undefined && cursor >= 0) return { tag: menu ? 'menu' : 'switch', cursor };
  return menu ? { tag: 'missing', number: cursor + 1 } : { tag: 'search', text: typed };
}

function readSeveral(numbers: readonly number[], count: number): Answer {
  const missing = numbers.find((number) => number < 1 || number > count);
  if (missing !== undefined) return { tag: 'missing', number: missing };
  return { tag: 'console', cursors: numbers.map((number) => number - 1) };
}

function answered(state: State, answer: Answer): Next {
  switch (answer.tag) {
    case 'switch':
      return pressed(moved(state, answer.cursor), 'accept');
    case 'menu':
      return pressed(moved(state, answer.cursor), 'menu');
    case 'console':
      return consolesAt(state, answer.cursors);
    case 'missing':
      return [{ ...state, notice: `There is no number ${answer.number}.` }];
    case 'more':
      return [nextListed(state) ?? state];
    case 'undo':
      return undone(state);
    case 'search':
      return searched(state, answer.text);
  }
}

function consolesAt(state: State, cursors: readonly number[]): Next {
  const names = cursors.flatMap((cursor) => focused(moved(state, cursor))?.name ?? []);
  return consoles(moved(state, cursors[0] ?? state.cursor), [...new Set(names)]);
}

/** What a key of the list does. */
const pressed = (state: State, name: string): Next =>
  (focused(state) && pickerKeys.find(({ command }) => command === name)?.run(state, { tag: 'picker' })) ?? [state];
