import type { Command, Flag } from '../source/commands/registry/command.ts';
import { commands } from '../source/commands/registry/commands.ts';
import { globalFlags } from '../source/commands/registry/flags.ts';
import { profileKeys } from '../source/domain/profiles/keys.ts';
import { settingsSchema } from './settings-schema.ts';

/** The manual page, from the same table as help and completion. */
export function manualPage(version: string): string {
  const verbs = commands.filter(({ hidden }) => !hidden).flatMap(({ verbs, ...command }) => verbs ?? [command]);
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
      'Lists the role profiles of ~/.aws/config and ~/.aws/credentials, and the roles of IAM Identity Center, asks for an MFA code only when one is needed, ' +
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
      'The profiles; AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE name other files.',
    ),
    ...item('~/.cache/rolecall', 'Cached sessions, readable only by their owner.'),
    ...item('~/.config/rolecall/settings.json', 'Favourites, recent roles, preferences. ROLECALL_HOME moves both.'),
    '.SH PROFILE KEYS',
    text('What rolecall reads in a profile in addition to the keys of the AWS CLI, which mean the same as there:'),
    ...profileKeys()
      .filter(({ owner, instead }) => owner !== 'AWS' && instead === undefined)
      .flatMap(({ name, owner, meaning }) => item(name, owner === 'rolecall' ? meaning : `${meaning} (${owner})`)),
    '.SH SETTINGS',
    text('In settings.json; schemas/settings.json describes them to editors:'),
    ...Object.entries(settingsSchema.properties).flatMap(([name, { description }]) => item(name, description)),
    '.SH ENVIRONMENT',
    ...item('ROLECALL_HOME', 'Where settings and cache are kept instead; an absolute path.'),
    ...item('ROLECALL_PROMPT', 'off: no segment in the prompt of a role; name, time or drift: only that part of it.'),
    ...item('AWS_PROFILE, AWS_DEFAULT_PROFILE', 'The role that is selected when the picker opens.'),
    ...item('AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE', 'The profiles, instead of those in ~/.aws.'),
    ...item('AWS_CA_BUNDLE, HTTPS_PROXY, HTTP_PROXY, NO_PROXY', 'How AWS is reached, as in the AWS CLI.'),
    ...item('SHELL', 'The shell of a role, if none of the programs that started rolecall is a shell.'),
    ...item('VISUAL, EDITOR', 'The editor for a trust policy.'),
    ...item('BROWSER', 'What opens the console and sign-in pages.'),
    ...item('NO_COLOR, TERM, COLORTERM', 'How many colours are drawn.'),
    ...item('INK_SCREEN_READER', 'true: plain lines of text instead of a drawn screen.'),
    '.PP',
    text('In a role, programs find these, in addition to the keys and the variables of AWS:'),
    ...item('ROLECALL_PROFILE, ROLECALL_DISPLAY_NAME', 'The profile, and how it is shown.'),
    ...item('ROLECALL_ACCOUNT_ID, ROLECALL_ROLE_ARN, ROLECALL_CALLER_ARN', 'The account, the role, who switched.'),
    ...item('ROLECALL_COLOR, ROLECALL_STYLE', '#rrggbb, and the parameters of a terminal sequence for it.'),
    ...item('ROLECALL_EXPIRES_EPOCH', 'When the keys end, in seconds since 1970.'),
    '.SH EXIT STATUS',
    ...item('0', 'Done.'),
    ...item('1', 'It failed, and a message says what to do.'),
    ...item('2', 'Wrong usage.'),
    ...item('3', '--check found something to do.'),
    ...item('130', 'It was cancelled, with Esc or Ctrl+C.'),
    '.PP',
    text(
      'exec exits as its command did: the status of the command, 128 + n if signal n ended it, 127 if it does not exist.',
    ),
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
