import type { Command, Flag } from '../commands/command.ts';
import { commands, globalFlags } from '../commands/table.ts';
import { paint } from './paint.ts';

/** The help of one verb; at the top level also the list of all verbs. */
export function helpText(command: Command, top: boolean, colors: boolean): string {
  const { strong, dim } = paint(colors);
  const rows = (pairs: readonly (readonly [string, string])[]) => {
    const width = Math.max(...pairs.map(([left]) => left.length));
    return pairs.map(([left, right]) => `  ${strong(left.padEnd(width))}  ${right}`);
  };
  const sections: (readonly [title: string, lines: readonly string[]])[] = [
    ['Usage', command.usage.map((line) => `  ${line}`)],
    ...(top
      ? ([
          ['Commands', rows(commands.filter(({ hidden }) => !hidden).map(({ name, summary }) => [name, summary]))],
        ] as const)
      : []),
    ...(command.flags.length > 0 ? ([['Flags', rows(command.flags.map(flagRow))]] as const) : []),
    ['Always', rows(globalFlags.map(flagRow))],
    ['Examples', rows(command.examples)],
  ];
  const head = top ? 'rolecall: a terminal role switcher for AWS' : `rolecall ${command.name}: ${command.summary}`;
  const details = command.details === undefined ? [] : [command.details, ''];
  const body = sections.flatMap(([title, lines]) => [dim(title), ...lines, '']);
  const foot = top ? `${dim('More on a command: rolecall COMMAND --help')}\n` : '';
  return `${strong(head)}\n\n${[...details, ...body].join('\n')}${foot}`;
}

function flagRow({ name, short, value, summary }: Flag): readonly [string, string] {
  const long = value === undefined ? `--${name}` : `--${name} ${value}`;
  return [short === undefined ? `    ${long}` : `-${short}, ${long}`, summary];
}
