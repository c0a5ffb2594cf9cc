import type { Command } from './command.ts';

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
    summary: 'sign out of one portal of IAM Identity Center; the others stay',
    usage: ['rolecall logout [PORTAL|PROFILE|URL]', 'rolecall logout --all'],
    atMost: 1,
    details:
      'Ends the session at AWS, deletes the sign-in and the cached sessions of its roles. Keys that programs hold already work to\ntheir end.',
    flags: [{ name: 'all', summary: 'every portal of your files' }],
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
];
