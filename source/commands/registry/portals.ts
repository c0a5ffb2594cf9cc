import type { Command, Flag } from './command.ts';

const nameTemplate: Flag = {
  name: 'name',
  value: 'TEMPLATE',
  summary: 'template for the names: {account}, {account_id}, {role}, {portal}, each with |lower or |short',
};

/** The verbs for IAM Identity Center. */
export const portalCommands: readonly Command[] = [
  {
    name: 'login',
    summary: 'sign in to IAM Identity Center, for the AWS CLI and the SDKs too',
    brief: 'IAM Identity Center: sign in, sign out',
    usage: [
      'rolecall login [PORTAL|PROFILE]',
      'rolecall login URL [--name NAME] [--region REGION]',
      'rolecall login --console [PROFILE] [--region REGION]',
    ],
    atMost: 1,
    details:
      'Opens the sign-in page; the browser returns to rolecall by itself. Over SSH, in WSL, in a container and without a browser you\ncompare a code instead; with --browser there, paste the address that the browser ended up at.\nA portal is an [sso-session] or a start URL; a new start URL becomes a session in your config file once you are signed in.\nFor a profile with login_session, or one that has no credentials yet, it signs in to the console.\nA role whose sign-in has expired offers to sign in by itself.',
    flags: [
      {
        name: 'console',
        summary:
          'sign in to the AWS console, as aws login does, with a password or through your company; for the profile default unless PROFILE is given',
      },
      { name: 'browser', summary: 'use the browser, even where it cannot return to rolecall by itself' },
      { name: 'device', summary: 'compare a code, in a browser on any machine' },
      {
        name: 'remote',
        summary: 'sign in to the console from a browser on another machine, which shows a text to paste',
      },
      {
        name: 'port',
        value: 'N',
        summary: 'the port on 127.0.0.1 that the browser returns to, for example for ssh -L',
      },
      { name: 'new', summary: 'sign out first: signing in does not extend a session that is still running' },
      { name: 'name', value: 'NAME', summary: 'the name of the session for a new start URL' },
      { name: 'region', value: 'REGION', summary: 'the region of a new start URL, if its page does not tell' },
    ],
    examples: [
      ['rolecall login https://corp.awsapps.com/start', 'a start URL is enough to begin with'],
      ['rolecall login prod-admin', 'the sign-in that the role starts from'],
      ['rolecall login --console', 'with nothing but the console password'],
    ],
    completes: 'portal',
    load: () => import('../portals/login.ts'),
  },
  {
    name: 'logout',
    summary: 'sign out of one portal of IAM Identity Center, or of the console; others stay signed in',
    usage: ['rolecall logout [PORTAL|PROFILE|URL]', 'rolecall logout --all'],
    atMost: 1,
    details:
      'Ends the session at AWS and deletes the sign-in and the cached sessions of its roles. Keys that programs already hold work\nuntil they expire. For a profile with login_session it deletes the sign-in to the console, as aws logout does.',
    flags: [{ name: 'all', summary: 'every portal in your files, and the console' }],
    examples: [['rolecall logout corp', 'the AWS CLI and the SDKs are signed out of it too']],
    completes: 'portal',
    load: () => import('../portals/logout.ts'),
  },
  {
    name: 'discover',
    summary: 'list all accounts and roles that your portals of IAM Identity Center give you',
    usage: ['rolecall discover [PORTAL|PROFILE|URL…] [--json]'],
    details:
      'Makes at most twenty calls a second, fewer while others need them. Ctrl+C keeps what was found, and the next run continues\nfrom there. Nothing is written to your config file.',
    flags: [{ name: 'json', summary: 'accounts and roles for programs' }],
    examples: [
      ['rolecall discover', 'every portal in your files'],
      ['rolecall discover corp', 'the accounts and roles of [sso-session corp]'],
    ],
    completes: 'portal',
    load: () => import('../portals/discover.ts'),
  },
  {
    name: 'keep',
    summary: 'write found roles as profiles, for other tools',
    brief: 'found roles as profiles, for other tools',
    usage: ["rolecall keep NAME…|'GLOB' [--name TEMPLATE] [--region REGION]"],
    details:
      'rolecall opens found roles as they are; the AWS CLI, the SDKs and Terraform need a profile. It is added at the end of the\nconfig file, and nothing else in the file changes.',
    flags: [
      nameTemplate,
      { name: 'region', value: 'REGION', summary: 'its region, instead of the region of [default] or of the portal' },
      { name: 'yes', short: 'y', summary: 'do not ask when a glob matches more than 20' },
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
      'Shows what is new, changed, gone and yours; --write writes it in one edit, which edit --undo takes back. A profile that you\nhave edited is yours: it is neither changed nor removed. With sync in settings.json, a portal is kept in sync at each sign-in.',
    flags: [
      {
        name: 'include',
        value: 'GLOB',
        repeat: true,
        summary: "accounts or roles to write as profiles: 'prod*', 'prod*/Read*'; may be repeated",
      },
      { name: 'exclude', value: 'GLOB', repeat: true, summary: 'which of them to leave out; may be repeated' },
      nameTemplate,
      { name: 'region', value: 'REGION', summary: 'the region of the profiles' },
      {
        name: 'prune',
        summary: 'remove profiles whose roles are gone; asks if that is more than 10 of them, or a fifth',
      },
      { name: 'yes', short: 'y', summary: 'prune without asking' },
      { name: 'write', summary: 'write what is shown' },
      { name: 'check', summary: 'exit with 3 if something would change' },
    ],
    examples: [
      ["rolecall sync corp --include 'prod*'", 'look first'],
      ["rolecall sync corp --include 'prod*' --prune --write", 'then write it'],
    ],
    completes: 'portal',
    load: () => import('../portals/sync.ts'),
  },
];
