import type { Command } from './command.ts';

/** The verbs for IAM Identity Center. */
export const portalCommands: readonly Command[] = [
  {
    name: 'login',
    summary: 'sign in to IAM Identity Center, for the AWS CLI and the SDKs as well',
    brief: 'sign in to IAM Identity Center',
    usage: ['rolecall login [PROFILE]'],
    atMost: 1,
    details:
      'Shows a code and opens the page on which to approve it; over SSH, or without a browser, the page is named.\nA role whose sign-in has ended offers it by itself.',
    flags: [],
    examples: [['rolecall login prod-admin', 'the sign-in that the role starts from']],
    completes: 'profile',
    load: () => import('../portals/login.ts'),
  },
];
