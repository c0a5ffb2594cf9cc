import { paint } from '../../output/paint.ts';
import { cellWidth, wrapped } from '../../output/width.ts';
import type { Command, Flag } from './command.ts';
import { globalFlags } from './flags.ts';
import { groups } from './groups.ts';

/** How the terminal shows it. */
type HelpLook = { readonly colors: boolean; readonly columns: number };

type Pairs = readonly (readonly [left: string, right: string])[];

/** The help of a verb, broken into lines of the terminal's width. */
export function helpText(command: Command, { colors, columns }: HelpLook): string {
  const { strong, dim } = paint(colors);
  const width = widthOf(columns);
  const rows = (pairs: Pairs) => pairLines(pairs, width, strong);
  const { verbs } = command;
  const sections: (readonly [title: string, lines: readonly string[]])[] = [
    ['Usage', command.usage.map((line) => `  ${line}`)],
    ...(verbs === undefined ? [] : ([['Commands', rows(listed(verbs))]] as const)),
    ...(command.flags.length > 0 ? ([['Flags', rows(command.flags.map(flagRow))]] as const) : []),
    ['Always', rows(globalFlags.map(flagRow))],
    ['Examples', rows(command.examples)],
  ];
  const head = `rolecall ${command.name}: ${command.summary}`;
  const details = command.details === undefined ? [] : [...wordWrap(command.details.replace(/\n/g, ' '), width), ''];
  const body = sections.flatMap(([title, lines]) => [dim(title), ...lines, '']);
  return `${wordWrap(head, width).map(strong).join('\n')}\n\n${[...details, ...body].join('\n')}`;
}

/** Every verb in its group, a line each: a screen of 24 lines where the terminal is wide enough. */
export function overviewText(commands: readonly Command[], { colors, columns }: HelpLook): string {
  const { strong, dim } = paint(colors);
  const width = widthOf(columns);
  const side = Math.max(...groups.map(([title]) => title.length));
  const names = Math.max(...groups.flatMap(([, verbs]) => verbs.map((verb) => verb.length)));
  const isWide = width >= 76;
  const lines = groups.flatMap(([title, verbs]) => {
    const rows = verbs.flatMap((verb) => {
      const { summary = '', brief = summary } = commands.find(({ name }) => name === verb.split(',')[0]) ?? {};
      const indent = isWide ? side + 2 : 2;
      const about = wordWrap(brief, width - indent - names - 2);
      const blank = ' '.repeat(indent + names + 2);
      return about.map((line, at) =>
        at === 0 ? `${' '.repeat(indent)}${strong(verb)}${' '.repeat(names - verb.length)}  ${line}` : blank + line,
      );
    });
    if (!isWide) return [dim(title), ...rows];
    const [first = '', ...others] = rows;
    return [`${dim(title)}${first.slice(title.length)}`, ...others];
  });
  const head = 'rolecall: a terminal role switcher for AWS · rolecall [PROFILE | LINK | -]';
  return `${[...wordWrap(head, width).map(strong), ...lines].join('\n')}\n`;
}

const widthOf = (columns: number): number => Math.max(40, Math.min(columns, 120));

const listed = (commands: readonly Command[]): Pairs =>
  commands.filter(({ hidden }) => !hidden).map(({ name, summary }) => [name, summary]);

/** A flag and its summary: `-h, --help`, `--duration TIME`. */
export function flagRow({ name, short, value, summary }: Flag): readonly [string, string] {
  const long = value === undefined ? `--${name}` : `--${name} ${value}`;
  return [short === undefined ? `    ${long}` : `-${short}, ${long}`, summary];
}

/** Two columns where both have room; else the right text stands below the left. */
function pairLines(pairs: Pairs, width: number, strong: (text: string) => string): readonly string[] {
  const left = Math.max(0, ...pairs.map(([text]) => cellWidth(text)));
  const beside = width - left - 4 >= 32;
  return pairs.flatMap(([text, about]) => {
    const indent = ' '.repeat(beside ? left + 4 : 8);
    const lines = wordWrap(about, width - indent.length).map((line) => indent + line);
    if (!beside) return [`  ${strong(text.trim())}`, ...lines];
    const [first = '', ...others] = lines;
    return [`  ${strong(text)}${' '.repeat(left - cellWidth(text))}  ${first.trimStart()}`, ...others];
  });
}

const wordWrap = (text: string, width: number): readonly string[] => wrapped(text.split(' '), width, cellWidth);
