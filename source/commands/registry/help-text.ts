import { paint } from '../../output/paint.ts';
import { cellWidth, wrapped } from '../../output/width.ts';
import type { Command, Flag } from './command.ts';
import { globalFlags } from './flags.ts';

/** How the terminal shows it. */
type HelpLook = { readonly colors: boolean; readonly columns: number };

type Pairs = readonly (readonly [left: string, right: string])[];

/**
 * The help of a verb, broken into lines of the terminal's width.
 * @param all every verb, at the top level, where they are listed
 */
export function helpText(command: Command, all: readonly Command[] | undefined, { colors, columns }: HelpLook): string {
  const { strong, dim } = paint(colors);
  const width = Math.max(40, Math.min(columns, 120));
  const rows = (pairs: Pairs) => pairLines(pairs, width, strong);
  const verbs = all ?? command.verbs;
  const sections: (readonly [title: string, lines: readonly string[]])[] = [
    ['Usage', command.usage.map((line) => `  ${line}`)],
    ...(verbs === undefined ? [] : ([['Commands', rows(listed(verbs))]] as const)),
    ...(command.flags.length > 0 ? ([['Flags', rows(command.flags.map(flagRow))]] as const) : []),
    ['Always', rows(globalFlags.map(flagRow))],
    ['Examples', rows(command.examples)],
  ];
  const head = all ? 'rolecall: a terminal role switcher for AWS' : `rolecall ${command.name}: ${command.summary}`;
  const details = command.details === undefined ? [] : [...wordWrap(command.details.replace(/\n/g, ' '), width), ''];
  const body = sections.flatMap(([title, lines]) => [dim(title), ...lines, '']);
  const foot = all ? `${dim('More on a command: rolecall help COMMAND')}\n` : '';
  return `${wordWrap(head, width).map(strong).join('\n')}\n\n${[...details, ...body].join('\n')}${foot}`;
}

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
