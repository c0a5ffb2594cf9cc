import { shellKinds, shells } from '../../domain/shells/registry.ts';
import type { Command } from './command.ts';

/** The verbs that set rolecall up and show what it does. */
export const setupCommands: readonly Command[] = [
  {
    name: 'init',
    summary: 'the hook for an rc file: switching in the current shell, no subshell',
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
    summary: 'completion for a shell: verbs, flags, formats and profile names',
    brief: 'verbs, flags and profile names behind tab',
    usage: [`rolecall completion ${shellKinds.join(' | ')}`],
    atMost: 1,
    flags: [],
    examples: [
      ['eval "$(rolecall completion zsh)"', 'in ~/.zshrc, after compinit (bash: ~/.bashrc)'],
      ['rolecall completion fish > ~/.config/fish/completions/rolecall.fish', 'once; fish reads it by itself'],
      ['rolecall completion powershell | Out-String | Invoke-Expression', 'in $PROFILE'],
    ],
    completes: 'shell',
    load: () => import('../setup/completion.ts'),
  },
  {
    name: 'help',
    summary: 'what a command does, its flags and examples',
    brief: 'COMMAND: its flags and examples; help switch',
    usage: ['rolecall help [COMMAND]', 'rolecall help licenses', 'rolecall help manual'],
    details: 'licenses prints the terms of everything that is in the program; manual the page for man, in roff.',
    flags: [],
    examples: [['rolecall help exec', 'the same as rolecall exec --help']],
    completes: 'command',
    load: () => import('../setup/help.ts'),
  },
  {
    name: 'demo',
    summary: 'try everything on an embedded AWS: no account, no network',
    brief: 'try it all on an embedded AWS, without an account',
    usage: ['rolecall demo [COMMAND…]'],
    details: 'COMMAND is one of rolecall: what would follow its name, run on the embedded AWS.',
    flags: [],
    takesLine: true,
    examples: [
      ['rolecall demo', 'two accounts, a handful of roles, an MFA device'],
      ['rolecall demo exec prod-readonly -- env', 'what a program sees in a role'],
    ],
    load: () => import('../setup/demo.ts'),
  },
];
