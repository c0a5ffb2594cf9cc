import type { Command } from './command.ts';

/** The verbs for IAM Identity Center. */
export const portalCommands: readonly Command[] = [
  {
    name: 'login',
    summary: 'sign in to IAM Identity Center, for the AWS CLI and the SDKs as well',
    brief: 'IAM Identity Center: sign in, find your roles',
    usage: ['rolecall login [PROFILE]'],
    atMost: 1,
    details:
      'Shows a code and opens the page on which to approve it; over SSH, or without a browser, the page is named.\nA role whose sign-in has ended offers it by itself.',
    flags: [],
    examples: [['rolecall login prod-admin', 'the sign-in that the role starts from']],
    completes: 'profile',
    load: () => import('../portals/login.ts'),
  },
  {
    name: 'discover',
    summary: 'list all accounts and roles that portals of IAM Identity Center give you',
    usage: ['rolecall discover [PORTAL…] [--json]'],
    details:
      'Twenty calls a second at most, fewer while others need them; Ctrl+C keeps what was found, and the next run goes on there.\nA portal is an [sso-session], or a start URL. Nothing is written to your config file.',
    flags: [{ name: 'json', summary: 'accounts and roles for programs' }],
    examples: [
      ['rolecall discover', 'every portal of your files'],
      ['rolecall discover corp', 'the accounts and roles of [sso-session corp]'],
    ],
    load: () => import('../portals/discover.ts'),
  },
];
