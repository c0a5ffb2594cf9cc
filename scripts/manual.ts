import type { Command, Flag } from '../source/commands/registry/command.ts';
import { globalFlags } from '../source/commands/registry/flags.ts';
import { roleCommands } from '../source/commands/registry/role.ts';
import { commands } from '../source/commands/registry/table.ts';

/** The manual page, from the same table as help and completion. */
export function manualPage(version: string): string {
  const verbs = [...commands.filter(({ hidden, name }) => !hidden && name !== 'role'), ...roleCommands];
  const [first] = commands;
  return `${[
    `.TH ROLECALL 1 "" "rolecall ${version}" "User Commands"`,
    '.SH NAME',
    `rolecall \\- ${text('a terminal role switcher for AWS')}`,
    '.SH SYNOPSIS',
    ...(first?.usage ?? []).flatMap((line) => ['.br', `.B ${text(line)}`]),
    '.br',
    '.B rolecall',
    '.I COMMAND',
    '[FLAGS]',
    '.SH DESCRIPTION',
    text(
      'Lists the role profiles of ~/.aws/config and ~/.aws/credentials, asks for an MFA code only when one is needed, ' +
        'assumes the role, and opens a subshell that is the role until it ends. The picker and every message go to ' +
        'the terminal or to standard error; standard output carries only the answer.',
    ),
    '.SH COMMANDS',
    ...verbs.flatMap(verbLines),
    '.SH FLAGS OF EVERY COMMAND',
    ...globalFlags.flatMap(flagLines),
    '.SH FILES',
    ...item(
      '~/.aws/config, ~/.aws/credentials',
      'The profiles; AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE name others.',
    ),
    ...item('~/.cache/rolecall', 'Cached sessions, readable by their owner alone.'),
    ...item('~/.config/rolecall/settings.json', 'Favourites, recent roles, preferences. ROLECALL_HOME moves both.'),
    '.SH EXIT STATUS',
    ...item('0', 'Done.'),
    ...item('1', 'It failed, and a message says what to do.'),
    ...item('2', 'It was called wrongly.'),
    ...item('130', 'It was cancelled, with Esc or Ctrl+C.'),
    text('exec ends as its command did: its own status, 128 + n where signal n ended it, 127 where it does not exist.'),
    '.SH SEE ALSO',
    '.BR aws (1)',
  ].join('\n')}\n`;
}

function verbLines({ usage, summary, details, flags, examples }: Command): readonly string[] {
  return [
    ...usage.map((line, index) => `${index === 0 ? '.SS ' : '.br\n.B '}${text(line)}`),
    '.PP',
    text(`${summary[0]?.toUpperCase()}${summary.slice(1)}.`),
    ...(details === undefined ? [] : ['.PP', text(details)]),
    ...flags.flatMap(flagLines),
    ...(examples.length > 0 ? ['.PP', 'Examples:'] : []),
    ...examples.flatMap(([typed, does]) => item(typed, does)),
  ];
}

function flagLines({ name, short, value, summary }: Flag): readonly string[] {
  const long = value === undefined ? `--${name}` : `--${name} ${value}`;
  return item(short === undefined ? long : `-${short}, ${long}`, summary);
}

const item = (term: string, told: string): readonly string[] => ['.TP', `.B ${text(term)}`, text(told)];

/** roff's own characters as they are; a line that began with a dot or a quote would be a request. */
function text(plain: string): string {
  return plain
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('’', '\\(cq')
    .replaceAll('…', '\\.\\.\\.')
    .replaceAll('"', '\\(dq')
    .replace(/\n\s*/g, '\n')
    .replace(/^(?=[.'])/gm, '\\&');
}
