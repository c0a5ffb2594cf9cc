import { dayOf } from '../../../domain/display/sentence.ts';
import { shownRole, typedName } from '../../../domain/profiles/looks/role-name.ts';
import type { RoleSummary } from '../../../domain/profiles/profile.ts';
import { clockTime, timeLeft } from '../../../output/clock.ts';
import type { Layout } from '../../core/layout.ts';
import { asksForCode, focused, leftOf, type State } from '../../core/state.ts';
import { clip, fit, grouped, runs, width, wrap } from '../../text/text.ts';
import type { Piece } from '../../theme/paint.ts';
import type { TextStyle, Theme } from '../../theme/theme.ts';
import { roleAt } from './list.ts';
import { marksOf, signs } from './row.ts';

type Picture = readonly (readonly Piece[])[];

/** The frame below the list: the chain of the role in focus, what switching takes, and what is out of sight. */
export function detailLines(state: State, { cells, detail }: Layout, hidden: Hidden, theme: Theme): Picture {
  const role = focused(state);
  if (role === undefined) return Array.from({ length: detail + 2 }, () => []);
  const chain = chainOf(state, role);
  const framed = frameLine(theme, cells);
  const facts = factsOf(state, role).map(({ short }) => short);
  const about = role.description ?? '';
  const start = facts.length > 0 && about !== '' ? `${facts.join(' · ')} · ` : facts.join(' · ');
  const marks = marksOf(state, roleAt(state.list, state.cursor) ?? -1)?.description;
  return [
    border(theme, cells, '╭', ` ${typedName(role)} `, '╮', theme.strong, more(hidden)),
    framed(chain.text, chain.bad ? theme.bad : undefined),
    ...(detail > 1
      ? [
          framed(
            start + about,
            theme.muted,
            marks?.map((place) => place + start.length),
          ),
        ]
      : []),
    border(theme, cells, '╰', '', '╯'),
  ];
}

/** Rows of the list above and below those on the screen. */
type Hidden = { readonly above: number; readonly below: number };

/** ` ↑ 40 more   ↓ 1,900 more `; empty where all is in sight. */
function more({ above, below }: Hidden): string {
  const both = [above > 0 ? `↑ ${grouped(above)} more` : '', below > 0 ? `↓ ${grouped(below)} more` : ''];
  const said = both.filter(Boolean).join('   ');
  return said === '' ? '' : ` ${said} `;
}

/** The pane beside the list: everything that is known of the role in focus. */
export function paneLines(state: State, { pane, list }: Layout, hidden: Hidden, theme: Theme): Picture {
  const role = focused(state);
  if (role === undefined) return [];
  const framed = frameLine(theme, pane);
  const looked = state.details.get(role.name)?.chain;
  const steps = looked && 'steps' in looked ? looked.steps : [];
  const known = looked && 'steps' in looked ? looked : undefined;
  const rows: readonly (readonly [label: string, value: string | undefined])[] = [
    ...factsOf(state, role).map(({ label, long }) => [label, long] as const),
    ['Account', [role.accountName, role.accountId].filter(Boolean).join(' · ')],
    ['E-mail', role.accountEmail],
    ['Role', shownRole(role.roleName)],
    ['Region', role.region],
    ['Group', role.group],
    ['Lasts', known?.lasts],
    ['Session', known?.sessionName],
    ['About', role.description],
    ['Portal', role.found?.portal],
    ['In', known?.at],
  ];
  const chain = looked && 'problem' in looked ? wrap(looked.problem.title, pane - 4) : steps.map(hopLine);
  const labelled = rows.flatMap(([label, value]) =>
    value === undefined || value === ''
      ? []
      : wrap(value, pane - 4 - labelCells).map((text, at) => [
          { text: '│ ', style: theme.muted },
          { text: fit(at === 0 ? label : '', labelCells), style: theme.muted },
          { text: fit(text, pane - 4 - labelCells) },
          { text: ' │', style: theme.muted },
        ]),
  );
  const all: Picture = [
    border(theme, pane, '╭', ` ${typedName(role)} `, '╮', theme.strong),
    ...chain.map((text) => framed(text, looked && 'problem' in looked ? theme.bad : undefined)),
    framed(''),
    ...labelled,
  ];
  return [...all.slice(0, Math.max(1, list - 1)), border(theme, pane, '╰', '', '╯', undefined, more(hidden))];
}

const labelCells = 10;

const hopLine = (step: string, at: number): string => `${'  '.repeat(Math.min(at, 6))}${at > 0 ? '→ ' : ''}${step}`;

const frameLine =
  (theme: Theme, cells: number) =>
  (text: string, style?: TextStyle, places?: readonly number[]): readonly Piece[] => [
    { text: '│ ', style: theme.muted },
    ...runs(fit(text, cells - 4), places).map(({ text: part, marked }) => ({
      text: part,
      style: marked ? { ...style, ...theme.mark } : style,
    })),
    { text: ' │', style: theme.muted },
  ];

/** An edge of a frame, with a text in it at either end. */
function border(
  theme: Theme,
  cells: number,
  left: string,
  text: string,
  right: string,
  style?: TextStyle,
  end = '',
): readonly Piece[] {
  const tail = width(end) + width(text) + 6 <= cells ? end : '';
  const title = clip(text, cells - 4 - width(tail));
  const rule = '─'.repeat(Math.max(0, cells - 3 - width(title) - width(tail) - (tail === '' ? 0 : 1)));
  return [
    { text: `${left}─`, style: theme.muted },
    { text: title, style },
    { text: rule, style: theme.muted },
    { text: tail, style: theme.muted },
    { text: `${tail === '' ? '' : '─'}${right}`, style: theme.muted },
  ];
}

function chainOf(state: State, role: RoleSummary): { readonly text: string; readonly bad: boolean } {
  const looked = state.details.get(role.name)?.chain;
  if (!looked) return { text: '', bad: false };
  if ('problem' in looked) return { text: looked.problem.title, bad: true };
  const lasts = looked.lasts === undefined ? [] : [looked.lasts];
  const region = role.region === undefined ? [] : [role.region];
  return { text: [looked.steps.join(' → '), ...lasts, ...region].join(' · '), bad: false };
}

type Fact = { readonly label: string; readonly short: string; readonly long: string };

/** What switching to the role takes, the most important first. */
function factsOf(state: State, role: RoleSummary): readonly Fact[] {
  const left = leftOf(state, role);
  const until = state.codeless.get(role.name);
  const facts: Fact[] = [];
  if (role.name === state.here?.profile)
    facts.push({ label: 'Here', short: `${signs.here[0]} you are here`, long: `${signs.here[0]} this shell is in it` });
  if (left !== undefined)
    facts.push({ label: 'Open', short: `open, ${timeLeft(left)} left`, long: `${timeLeft(left)} left` });
  else if (asksForCode(state, role)) facts.push({ label: 'Code', short: 'code needed', long: 'needed' });
  else if (role.mfa && until !== undefined) {
    const time = clockTime(until, state.now);
    facts.push({ label: 'Code', short: `no code needed until ${time}`, long: `not needed until ${time}` });
  }
  const { goneSince, isNew } = role.found ?? {};
  if (goneSince !== undefined) {
    const day = dayOf(goneSince);
    facts.push({ label: 'Gone', short: `gone since ${day}`, long: `${day}: its portal no longer lists it` });
  } else if (isNew) facts.push({ label: 'New', short: 'new', long: 'since last week' });
  if (role.confirm) facts.push({ label: 'Guarded', short: 'guarded', long: 'its name has to be typed' });
  return facts;
}
