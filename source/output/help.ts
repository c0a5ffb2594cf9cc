import type { Command, Flag } from '../commands/registry/command.ts';
import { globalFlags } from '../commands/registry/flags.ts';
import { commands } from '../commands/registry/table.ts';
import { paint } from './paint.ts';
import { cellWidth, wrapped } from './width.ts';

/** The terminal that the text is for. */
export type HelpLook = { readonly colors: boolean; readonly columns: number };

type Pairs = readonly (readonly [left: string, right: string])[];

/** The help of one verb; at the top level also the list of all verbs. Lines are broken where the terminal ends. */
export function helpText(command: Command, top: boolean, { colors, columns }: HelpLook): string {
  const { strong, dim } = paint(colors);
  const width = Math.max(40, Math.min(columns, 120));
  const rows = (pairs: Pairs) => pairLines(pairs, width, strong);
  const sections: (readonly [title: string, lines: readonly string[]])[] = [
    ['Usage', command.usage.map((line) => `  ${line}`)],
    ...(top ? ([['Commands', rows(shownCommands())]] as const) : []),
    ...(command.flags.length > 0 ? ([['Flags', rows(command.flags.map(flagRow))]] as const) : []),
    ['Always', rows(globalFlags.map(flagRow))],
    ['Examples', rows(command.examples)],
  ];
  const head = top ? 'rolecall: a terminal role switcher for AWS' : `rolecall ${command.name}: ${command.summary}`;
  const details = command.details === undefined ? [] : [...wordWrap(command.details.replace(/\n/g, ' '), width), ''];
  const body = sections.flatMap(([title, lines]) => [dim(title), ...lines, '']);
  const foot = top ? `${dim('More on a command: rolecall help COMMAND')}\n` : '';
  return `${wordWrap(head, width).map(strong).join('\n')}\n\n${[...details, ...body].join('\n')}${foot}`;
}

const shownCommands = (): Pairs => commands.filter(({ hidden }) => !hidden).map(({ name, summary }) => [name, summary]);

/** A flag as help writes it, `-h, --help`, `--duration TIME`, and what it does. */
export function flagRow({ name, short, value, summary }: Flag): readonly [string, string] {
  const long = value === undefined ? `--${name}` : `--${name} ${value}`;
  return [short === undefined ? `    ${long}` : `-${short}, ${long}`, summary];
}

/** Two columns; on a narrow terminal, the second one below the first. */
function pairLines(pairs: Pairs, width: number, strong: (text: string) => string): readonly string[] {
  const left = Math.max(0, ...pairs.map(([text]) => cellWidth(text)));
  const beside = width - left - 4 >= 32;
  return pairs.flatMap(([text, does]) => {
    const indent = ' '.repeat(beside ? left + 4 : 8);
    const lines = wordWrap(does, width - indent.length).map((line) => indent + line);
    if (!beside) return [`  ${strong(text.trim())}`, ...lines];
    const [first = '', ...others] = lines;
    return [`  ${strong(text)}${' '.repeat(left - cellWidth(text))}  ${first.trimStart()}`, ...others];
  });
}

/** Runs of spaces stay: a verb with sub-verbs uses them as columns. */
const wordWrap = (text: string, width: number): readonly string[] => wrapped(text.split(' '), width, cellWidth);
