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
      { name: 'profiles', summary: 'only the roles in your files' },
      { name: 'found', summary: 'only roles found in portals that are in no file' },
      { name: 'json', summary: 'as JSON, for programs' },
      { name: 'names', summary: 'only the names, one per line' },
      { name: 'all', summary: 'with --names: also the profiles that are not roles' },
      { name: 'portals', summary: 'with --names: the portals of IAM Identity Center before the roles' },
      { name: 'services', summary: 'with --names: the services that console --destination knows, and no roles' },
      { name: 'keys', summary: 'with --names: the stored keys, and no roles' },
      { name: 'showable', summary: 'with --names: leave out names that a terminal cannot display as they are' },
    ],
    examples: [['rolecall list --names', 'for a shell loop or fzf']],
    load: () => import('../explain/list.ts'),
  },
  {
    name: 'show',
    summary: 'explain a role: whose credentials, which MFA code, which roles, which calls',
    brief: 'explain a role hop by hop, without calling AWS',
    usage: ['rolecall show [PROFILE] [--json]'],
    atMost: 1,
    flags: [json],
    examples: [['rolecall show prod-ops', 'hop by hop, without calling AWS']],
    completes: 'profile',
    load: () => import('../explain/show.ts'),
  },
  {
    name: 'status',
    summary: 'who you are in this shell, and until when',
    usage: ['rolecall status [--verify] [--json]', "rolecall status --format '{profile} {left}'"],
    atMost: 0,
    details:
      'Reads only the environment. --format is for prompts and prints nothing outside a role; it knows\n{profile} {account} {role} {display} {left} {expires} {region} {arn}.',
    flags: [
      { name: 'verify', summary: "ask AWS whose credentials these are; exit code 1 if they are somebody else's" },
      { name: 'format', value: 'TEMPLATE', summary: 'a line for a prompt' },
      json,
      { name: 'mfa-code', value: '-', summary: 'read the MFA code from standard input, where --verify needs one' },
    ],
    examples: [
      ['rolecall status --verify', 'what AWS says about it'],
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
    details: 'Each finding comes with its file, its line and what to do. The exit code is 1 if there is an error.',
    flags: [json, { name: 'offline', summary: "skip the checks of AWS's clock and the proxies" }],
    examples: [['rolecall doctor', 'before you ask somebody else']],
    load: () => import('../explain/doctor.ts'),
  },
];
