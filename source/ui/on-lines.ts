import type { Next } from './core/actions.ts';
import { outcomeOf } from './core/effects.ts';
import type { Lines, UiPorts, UiResult } from './core/ports.ts';
import { update } from './core/reducer.ts';
import { choicesIn, home } from './core/screen.ts';
import { namedInFull, type Screens, type State, type Tag } from './core/state.ts';
import { type ColorsScreen, colorsKeys, palette } from './screens/colors/update.ts';
import { type CopyScreen, copyKeys, copyLabel } from './screens/copy/update.ts';
import { type ExplainScreen, toldLines } from './screens/explain/update.ts';
import { type MenuScreen, menuTold, roleMenuKeys } from './screens/menu/update.ts';
import { listOnLines } from './screens/picker/on-lines.ts';
import { undoHint } from './screens/picker/relist.ts';
import { whereSpoken } from './screens/picker/spoken.ts';
import { atEnd } from './text/text-input.ts';

/**
 * The picker where nothing can be drawn: each screen told on lines, and a question. The state and what becomes of it are those
 * of the drawn screens. A role is opened by the caller, which asks on lines as well.
 * @throws Cancelled at Ctrl+C or the end of input
 */
export async function runOnLines(lines: Lines, begun: Next, ports: UiPorts): Promise<UiResult> {
  const cached = await ports.cached();
  let [state, ...effects] = begun;
  if (state.roles.length === 0) return { tag: 'nothing' };
  [state] = update(state, { type: 'expired', ...cached });
  for (const line of whereSpoken(state)) lines.tell(line);
  for (;;) {
    for (const effect of effects) {
      if (effect.type === 'finish') return effect.result;
      for (const action of await outcomeOf(ports, effect)) [state] = update(state, action);
    }
    const { screen } = state;
    if (screen.tag === 'confirm') return { tag: 'chosen', profile: screen.profile, entry: screen.entry };
    if (screen.tag === 'working')
      return { tag: 'chosen', profile: screen.opening.profile, entry: screen.opening.entry };
    // The question says how a change is taken back.
    for (const line of state.notice?.replace(undoHint, '').split('\n') ?? []) if (line !== '') lines.tell(line);
    const silent = { ...state, notice: undefined };
    const next = turns[screen.tag]?.(lines, silent, screen as never) ?? home(silent);
    [state, ...effects] = await next;
  }
}

type Turns = { readonly [T in Tag]?: (lines: Lines, state: State, screen: Screens[T]) => Promise<Next> };

/** The screens that the list leads to. */
const turns: Turns = {
  picker: listOnLines,
  menu: menuOnLines,
  colors: colorsOnLines,
  copy: copyOnLines,
  explain: explainOnLines,
};

const toList = 'Enter for the list: ';

/** Numbered lines. */
const numbered = (labels: readonly string[]): readonly string[] => labels.map((label, at) => `${at + 1}. ${label}`);

/** The one of several that a number names. */
const numberedOf = <T>(all: readonly T[], typed: string): T | undefined =>
  /^\d{1,2}$/.test(typed) ? all[Number(typed) - 1] : undefined;

async function menuOnLines({ ask, tell }: Lines, state: State, screen: MenuScreen): Promise<Next> {
  const choices = choicesIn(roleMenuKeys, state);
  tell(`${namedInFull(state, screen.profile)}:`);
  for (const line of numbered(choices.map((choice) => menuTold(state, screen.profile, choice)))) tell(line);
  const typed = await ask(`Number, or ${toList}`);
  if (typed === '') return home(state);
  return numberedOf(choices, typed)?.run(state, screen) ?? [{ ...state, notice: `There is no number ${typed}.` }];
}

async function colorsOnLines({ ask, tell }: Lines, state: State, screen: ColorsScreen): Promise<Next> {
  tell(`${namedInFull(state, screen.profile)}:`);
  for (const line of numbered(palette.map(({ name }) => name))) tell(line);
  const typed = await ask(`Number, a colour like ff8800, or ${toList}`);
  if (typed === '') return home(state);
  const color = numberedOf(palette, typed);
  const filled = color ? { ...screen, cursor: palette.indexOf(color) } : { ...screen, input: atEnd(typed) };
  return colorsKeys.find(({ command }) => command === 'accept')?.run(state, filled) ?? [state];
}

async function copyOnLines({ ask, tell }: Lines, state: State, screen: CopyScreen): Promise<Next> {
  tell(`${namedInFull(state, screen.profile)}:`);
  for (const choice of choicesIn(copyKeys)) tell(copyLabel(screen, choice));
  await ask(toList);
  return home(state);
}

async function explainOnLines({ ask, tell }: Lines, state: State, screen: ExplainScreen): Promise<Next> {
  for (const line of toldLines(screen.text ?? '')) tell(line);
  await ask(toList);
  return home(state);
}
