import { defaultFormat, exportFormats } from '../../domain/shells/export-formats.ts';
import { shellKinds, shells } from '../../domain/shells/registry.ts';
import type { Command, Flag } from './command.ts';
import { explainCommands } from './explain.ts';
import { roleFlags } from './flags.ts';
import { profileCommands } from './profiles.ts';
import { consoleCommand, roleCommand } from './role.ts';

const liveFlag: Flag = {
  name: 'live',
  summary: 'no keys in the environment: programs fetch them as they need them, for longer than a session lasts',
};

/** Every verb. The first is what `rolecall` without a verb is. */
export const commands: readonly Command[] = [
  {
    name: 'switch',
    summary: 'choose a role and open a subshell in it',
    usage: ['rolecall', 'rolecall PROFILE', 'rolecall LINK', 'rolecall -', 'rolecall switch PROFILE'],
    flags: [liveFlag, ...roleFlags],
    inPlace: true,
    examples: [
      ['rolecall', 'choose from every role profile, then a subshell'],
      ['rolecall prod-admin', 'straight to that role'],
      ['rolecall switch list', 'for a profile that is named like a verb'],
    ],
    completes: 'profile',
  },
  {
    name: 'exec',
    summary: 'run one command as a role',
    usage: ['rolecall exec PROFILE -- COMMAND…', "rolecall exec PROFILE 'GLOB' … -- COMMAND…"],
    flags: [
      { name: 'parallel', value: 'N', summary: 'several profiles: so many side by side, instead of one after another' },
      { name: 'fail-fast', summary: 'several profiles: start no other once one has failed' },
      liveFlag,
      ...roleFlags,
    ],
    details:
      'With several profiles every line says whose it is, the codes are summed up at the end, and the exit code is the\nfirst that is not 0. An exact name beats a glob; profiles with rolecall_confirm that a glob finds are asked about.',
    examples: [
      ['rolecall exec prod-readonly -- aws s3 ls', 'exit code and signals are the command’s'],
      ["rolecall exec '*-readonly' --parallel 4 -- aws sts get-caller-identity", 'in every role of that name'],
      ["rolecall exec prod staging '--' terraform plan", 'PowerShell takes a bare -- away'],
    ],
    passesThrough: true,
    completes: 'profile',
  },
  {
    name: 'list',
    summary: 'the role profiles as a table',
    usage: ['rolecall list [--json | --names]'],
    atMost: 0,
    flags: [
      { name: 'json', summary: 'as JSON, for programs' },
      { name: 'names', summary: 'names alone, one a line' },
    ],
    examples: [['rolecall list --names', 'for a shell loop or fzf']],
  },
  {
    name: 'export',
    summary: 'credentials on stdout, for eval or another program',
    usage: ['rolecall export [PROFILE] [--format FORMAT]'],
    atMost: 1,
    flags: [
      {
        name: 'format',
        value: 'FORMAT',
        choices: exportFormats,
        summary: exportFormats.map((name) => (name === defaultFormat ? `${name} (default)` : name)).join(', '),
      },
      ...roleFlags,
    ],
    examples: [
      ['eval "$(rolecall export prod-admin)"', 'the role in this shell; the picker and questions go to the terminal'],
      ['rolecall export --format json', 'inside a role: the role you are in'],
    ],
    completes: 'profile',
  },
  {
    name: 'credential-process',
    summary: 'the JSON that credential_process in ~/.aws/config expects',
    usage: ['rolecall credential-process PROFILE'],
    atMost: 1,
    flags: [{ name: 'request', value: 'ID', summary: 'a stored request, as a live role names it' }, ...roleFlags],
    examples: [['credential_process = rolecall credential-process prod-admin', 'as a line of a profile']],
    completes: 'profile',
  },
  {
    name: 'refresh',
    summary: 'new credentials for the role you are in, with exactly the request that opened it',
    usage: ['rolecall refresh'],
    atMost: 0,
    flags: roleFlags.filter(({ name }) => name === 'mfa-code'),
    examples: [['rolecall refresh', 'before a long command']],
    inPlace: true,
  },
  {
    name: 'off',
    summary: 'out of the role, in a shell with the hook of rolecall init',
    usage: ['rolecall off'],
    atMost: 0,
    flags: [],
    examples: [['rolecall off', 'the environment as it was before']],
    inPlace: true,
  },
  {
    name: 'renew',
    summary: 'what a prompt calls when little time is left',
    usage: ['rolecall --in-place WHERE --renew'],
    flags: [],
    examples: [],
    inPlace: true,
    hidden: true,
  },
  {
    name: 'forget',
    summary: 'delete cached sessions (sign out)',
    usage: ['rolecall forget [PROFILE…]'],
    flags: [],
    examples: [
      ['rolecall forget', 'all of them'],
      ['rolecall forget prod-admin', 'that role and its MFA session'],
    ],
    completes: 'profile',
  },
  {
    name: 'login',
    summary: 'sign in to IAM Identity Center, for the AWS CLI and the SDKs as well',
    usage: ['rolecall login [PROFILE]'],
    atMost: 1,
    details:
      'Shows a code and opens the page on which to approve it; over SSH, or without a browser, the page is named.\nA role whose sign-in has ended offers it by itself.',
    flags: [],
    examples: [['rolecall login prod-admin', 'the sign-in that the role starts from']],
    completes: 'profile',
  },
  {
    name: 'init',
    summary: 'the hook for an rc file: switching in the current shell, no subshell',
    usage: [`rolecall init ${shellKinds.join(' | ')}`],
    atMost: 1,
    flags: [],
    examples: [
      [shells.zsh.hookLine, 'in ~/.zshrc (bash: ~/.bashrc)'],
      [shells.fish.hookLine, 'in ~/.config/fish/config.fish'],
    ],
    completes: 'shell',
  },
  consoleCommand,
  roleCommand,
  {
    name: 'completion',
    summary: 'completion for a shell: verbs, flags, formats and profile names',
    usage: [`rolecall completion ${shellKinds.join(' | ')}`],
    atMost: 1,
    flags: [],
    examples: [
      ['eval "$(rolecall completion zsh)"', 'in ~/.zshrc, after compinit (bash: ~/.bashrc)'],
      ['rolecall completion fish > ~/.config/fish/completions/rolecall.fish', 'once; fish reads it by itself'],
      ['rolecall completion powershell | Out-String | Invoke-Expression', 'in $PROFILE'],
    ],
    completes: 'shell',
  },
  {
    name: 'help',
    summary: 'what a command does, its flags and examples',
    usage: ['rolecall help [COMMAND]', 'rolecall help licenses', 'rolecall help manual'],
    details: 'licenses prints the terms of everything that is in the program; manual the page for man, in roff.',
    flags: [],
    examples: [['rolecall help exec', 'the same as rolecall exec --help']],
    completes: 'command',
  },
  ...explainCommands,
  ...profileCommands,
  {
    name: 'demo',
    summary: 'try everything on an embedded AWS: no account, no network',
    usage: ['rolecall demo [COMMAND…]'],
    details: 'COMMAND is one of rolecall: what would follow its name, run on the embedded AWS.',
    flags: [],
    takesLine: true,
    examples: [
      ['rolecall demo', 'two accounts, a handful of roles, an MFA device'],
      ['rolecall demo exec prod-readonly -- env', 'what a program sees in a role'],
    ],
  },
];

export function findCommand(name: string): Command | undefined {
  return commands.find((command) => command.name === name);
}
