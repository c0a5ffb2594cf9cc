import type { Command } from './command.ts';

const json = { name: 'json', summary: 'as JSON, for programs' } as const;

/** The verbs that tell: which roles there are, what one is, who this shell is, what is wrong. */
export const explainCommands: readonly Command[] = [
  {
    name: 'list',
    summary: 'the role profiles as a table',
    brief: 'the roles as a table; find those of portals',
    usage: [
      'rolecall list [--profiles | --found] [--json | --names [--all | --portals | --services | --keys] [--showable]]',
    ],
    atMost: 0,
    flags: [
      { name: 'profiles', summary: 'those of your files alone' },
      { name: 'found', summary: 'those alone that were found in portals and stand in no file' },
      { name: 'json', summary: 'as JSON, for programs' },
      { name: 'names', summary: 'names alone, one a line' },
      { name: 'all', summary: 'with --names: the profiles that are no role as well' },
      { name: 'portals', summary: 'with --names: the portals of IAM Identity Center before the roles' },
      { name: 'services', summary: 'with --names: the services that --destination of console knows, and no role' },
      { name: 'keys', summary: 'with --names: the stored keys, and no role' },
      { name: 'showable', summary: 'with --names: without those that no terminal can show as they are' },
    ],
    examples: [['rolecall list --names', 'for a shell loop or fzf']],
    load: () => import('../explain/list.ts'),
  },
  {
    name: 'show',
    summary: 'a role explained: whose credentials, which code, which roles, what will be called',
    brief: 'a role explained hop by hop; AWS is not asked',
    usage: ['rolecall show [PROFILE] [--json]'],
    atMost: 1,
    flags: [json],
    examples: [['rolecall show prod-ops', 'hop by hop; nothing is asked of AWS']],
    completes: 'profile',
    load: () => import('../explain/show.ts'),
  },
  {
    name: 'status',
    summary: 'who you are in this shell, and until when',
    usage: ['rolecall status [--verify] [--json]', "rolecall status --format '{profile} {left}'"],
    atMost: 0,
    details:
      'Reads the environment alone. --format is for prompts and prints nothing outside a role; it knows\n{profile} {account} {role} {display} {left} {expires} {region} {arn}.',
    flags: [
      { name: 'verify', summary: 'ask AWS who these credentials are; exit code 1 when they are somebody else’s' },
      { name: 'format', value: 'TEMPLATE', summary: 'a line for a prompt' },
      json,
      { name: 'mfa-code', value: '-', summary: 'read the MFA code from standard input, where --verify needs one' },
    ],
    examples: [
      ['rolecall status --verify', 'what AWS says to it'],
      ["rolecall status --format '{display} {left}'", 'in a prompt of your own'],
    ],
    load: () => import('../explain/status.ts'),
  },
  {
    name: 'doctor',
    summary: 'what is wrong with the configuration and with this machine',
    brief: 'what is wrong: configuration and this machine',
    usage: ['rolecall doctor [--json] [--offline]'],
    atMost: 0,
    details: 'Each finding with its file, its line and what to do. Exit code 1 when there is an error.',
    flags: [json, { name: 'offline', summary: 'leave out the clock of AWS and the proxies' }],
    examples: [['rolecall doctor', 'before you ask somebody']],
    load: () => import('../explain/doctor.ts'),
  },
];
