import { shellKinds, shells } from '../../domain/shells/registry.ts';
import type { Command } from './command.ts';

/** The verbs that set rolecall up and show what it does. */
export const setupCommands: readonly Command[] = [
  {
    name: 'init',
    summary: 'the hook for an rc file: switch in the current shell, without a subshell',
    brief: 'a hook for an rc file: switch without a subshell',
    usage: [`rolecall init ${shellKinds.join(' | ')}`],
    atMost: 1,
    flags: [],
    examples: [
      [shells.zsh.hookLine, 'in ~/.zshrc (bash: ~/.bashrc)'],
      [shells.fish.hookLine, 'in ~/.config/fish/config.fish'],
      [shells.nushell.hookLine, 'in config.nu'],
    ],
    completes: 'shell',
    load: () => import('../setup/init.ts'),
  },
  {
    name: 'completion',
    summary: 'shell completion: commands, flags, formats and profile names',
    brief: 'Tab completes commands, flags and profile names',
    usage: [`rolecall completion ${shellKinds.join(' | ')}`],
    atMost: 1,
    flags: [],
    examples: [
      ['eval "$(rolecall completion zsh)"', 'in ~/.zshrc, after compinit (bash: ~/.bashrc)'],
      ['rolecall completion fish > ~/.config/fish/completions/rolecall.fish', 'once; fish loads it by itself'],
      ['rolecall completion powershell | Out-String | Invoke-Expression', 'in $PROFILE'],
    ],
    completes: 'shell',
    load: () => import('../setup/completion.ts'),
  },
  {
    name: 'help',
    summary: 'what a command does, its flags and examples',
    brief: 'flags and examples of a COMMAND; how to update',
    usage: ['rolecall help [COMMAND]', 'rolecall help licenses', 'rolecall help manual'],
    details: 'licenses prints the licence terms of everything in the program; manual prints the man page, in roff.',
    flags: [],
    examples: [['rolecall help exec', 'the same as rolecall exec --help']],
    completes: 'command',
    load: () => import('../setup/help.ts'),
  },
  {
    name: 'demo',
    summary: 'try everything on an embedded AWS: no account, no network',
    brief: 'try it all on an embedded AWS, without an account',
    usage: ['rolecall demo [COMMAND…]', 'rolecall demo shell'],
    details:
      'COMMAND is a rolecall command, without the word rolecall, to run on the embedded AWS. Each call gets an AWS of its own; in the shell that demo shell opens, one stays until exit, for rolecall, the AWS CLI and the SDKs.',
    flags: [],
    takesLine: true,
    examples: [
      ['rolecall demo', 'two accounts, a handful of roles, an MFA device'],
      ['rolecall demo shell', 'a shell to stay in, where rolecall, aws and your scripts are mary'],
      ['rolecall demo exec prod-readonly -- env', 'what a program sees in a role'],
    ],
    load: () => import('../setup/demo.ts'),
  },
  {
    name: 'update',
    summary: 'how this copy of rolecall was installed, and what to type to update or remove it',
    usage: ['rolecall update'],
    atMost: 0,
    details: 'It changes nothing itself, and does not check for a newer version.',
    flags: [],
    examples: [['rolecall update', 'for example: npm install -g rolecall@latest']],
    load: () => import('../setup/update.ts'),
  },
];
