import type { Command, Flag } from './command.ts';

const nameTemplate: Flag = {
  name: 'name',
  value: 'TEMPLATE',
  summary: 'names: {account}, {account_id}, {role}, {portal}, each with |lower or |short',
};

/** The verbs for IAM Identity Center. */
export const portalCommands: readonly Command[] = [
  {
    name: 'login',
    summary: 'sign in to IAM Identity Center, for the AWS CLI and the SDKs as well',
    brief: 'IAM Identity Center: sign in, sign out',
    usage: [
      'rolecall login [PORTAL|PROFILE]',
      'rolecall login URL [--name NAME] [--region REGION]',
      'rolecall login --console [PROFILE] [--region REGION]',
    ],
    atMost: 1,
    details:
      'Opens the sign-in page; the browser comes back by itself. Over SSH, in WSL, in a container and without a browser it goes by a\ncode that you compare; with --browser there, paste the address on which the browser ended.\nA portal is an [sso-session], or a start URL; a new start URL becomes a session of your config file once you are signed in.\nA profile with login_session is signed in to the console, and so is one that has no credentials yet.\nA role whose sign-in has ended offers it by itself.',
    flags: [
      {
        name: 'console',
        summary:
          'to the AWS console, as aws login does: a password, or your company, is enough; default unless PROFILE is named',
      },
      { name: 'browser', summary: 'in the browser, also where it cannot come back by itself' },
      { name: 'device', summary: 'by a code, in a browser on any machine' },
      { name: 'remote', summary: 'to the console from a browser on another machine, which shows a text to paste' },
      { name: 'port', value: 'N', summary: 'the port of 127.0.0.1 that the browser comes back to, as for ssh -L' },
      { name: 'new', summary: 'sign out first: a running session is not lengthened by a sign-in' },
      { name: 'name', value: 'NAME', summary: 'the name of the session for a new start URL' },
      { name: 'region', value: 'REGION', summary: 'the region of a new start URL, where its page does not say' },
    ],
    examples: [
      ['rolecall login https://corp.awsapps.com/start', 'a start URL is enough to begin with'],
      ['rolecall login prod-admin', 'the sign-in that the role starts from'],
      ['rolecall login --console', 'nothing but the password of the console'],
    ],
    completes: 'portal',
    load: () => import('../portals/login.ts'),
  },
  {
    name: 'logout',
    summary: 'sign out of one portal of IAM Identity Center, or of the console; the others stay',
    usage: ['rolecall logout [PORTAL|PROFILE|URL]', 'rolecall logout --all'],
    atMost: 1,
    details:
      'Ends the session at AWS, deletes the sign-in and the cached sessions of its roles. Keys that programs hold already work to\ntheir end. Of a profile with login_session it deletes the sign-in to the console, as aws logout does.',
    flags: [{ name: 'all', summary: 'every portal of your files, and the console' }],
    examples: [['rolecall logout corp', 'the AWS CLI and the SDKs are signed out of it as well']],
    completes: 'portal',
    load: () => import('../portals/logout.ts'),
  },
  {
    name: 'discover',
    summary: 'list all accounts and roles that portals of IAM Identity Center give you',
    usage: ['rolecall discover [PORTAL|PROFILE|URL…] [--json]'],
    details:
      'Twenty calls a second at most, fewer while others need them; Ctrl+C keeps what was found, and the next run goes on there.\nNothing is written to your config file.',
    flags: [{ name: 'json', summary: 'accounts and roles for programs' }],
    examples: [
      ['rolecall discover', 'every portal of your files'],
      ['rolecall discover corp', 'the accounts and roles of [sso-session corp]'],
    ],
    completes: 'portal',
    load: () => import('../portals/discover.ts'),
  },
  {
    name: 'keep',
    summary: 'write roles that were found in portals down as profiles, for other tools',
    brief: 'found roles as profiles, for other tools',
    usage: ["rolecall keep NAME…|'GLOB' [--name TEMPLATE] [--region REGION]"],
    details:
      'rolecall opens found roles as they are; the AWS CLI, the SDKs and Terraform need a profile. It comes to the end of the config\nfile, and nothing else of that changes.',
    flags: [
      nameTemplate,
      { name: 'region', value: 'REGION', summary: 'its region, instead of that of [default] or of the portal' },
      { name: 'yes', short: 'y', summary: 'also where a glob matches more than 20' },
    ],
    examples: [
      ['rolecall keep prod/Admin', 'aws s3 ls --profile prod/Admin'],
      [
        "rolecall keep 'dev*/*' --name '{account|lower}-{role|short}'",
        'every role of these accounts: dev-web-Admin, …',
      ],
    ],
    completes: 'profile',
    load: () => import('../portals/keep.ts'),
  },
  {
    name: 'sync',
    summary: 'compare the roles of a portal with the profiles written for it, and write the difference',
    usage: [
      'rolecall sync [PORTAL] [--include GLOB] [--exclude GLOB] [--prune] [--write]',
      'rolecall sync [PORTAL] --check',
    ],
    atMost: 1,
    details:
      'Shows what is added, changed, gone and yours; --write writes it in one edit, which edit --undo takes back. A profile that you have\ntouched is yours: it is neither changed nor taken out. With sync in settings.json a portal is kept in step at each sign-in.',
    flags: [
      {
        name: 'include',
        value: 'GLOB',
        repeat: true,
        summary: "accounts or roles to have as profiles: 'prod*', 'prod*/Read*'; may be repeated",
      },
      { name: 'exclude', value: 'GLOB', repeat: true, summary: 'those of them to leave out; may be repeated' },
      nameTemplate,
      { name: 'region', value: 'REGION', summary: 'the region of the profiles' },
      {
        name: 'prune',
        summary: 'take profiles out whose roles are gone; asks where it is more than 10 of them, or a fifth',
      },
      { name: 'yes', short: 'y', summary: 'prune without asking' },
      { name: 'write', summary: 'write what is shown' },
      { name: 'check', summary: 'exit 3 where something would change' },
    ],
    examples: [
      ["rolecall sync corp --include 'prod*'", 'look first'],
      ["rolecall sync corp --include 'prod*' --prune --write", 'then write it'],
    ],
    completes: 'portal',
    load: () => import('../portals/sync.ts'),
  },
];
