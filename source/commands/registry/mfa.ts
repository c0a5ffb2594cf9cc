import type { Command } from './command.ts';

/** The verbs behind `rolecall mfa`. */
const mfaVerbs: readonly Command[] = [
  {
    name: 'mfa add',
    summary: 'give a user an MFA device: a QR code, two codes of it, and the line in the profile',
    usage: ['rolecall mfa add [PROFILE] [--name NAME]'],
    atMost: 1,
    details:
      'PROFILE has the keys of an IAM user; it is asked for where there are several. The QR code is for any authenticator app; the\nsecret is there in words too, for a password manager and for a screen reader. Given up at any moment, the device is deleted\nagain; one that was made and never enabled is found and removed.',
    flags: [{ name: 'name', value: 'NAME', summary: 'of the device; that of the user unless given' }],
    examples: [['rolecall mfa add mary', 'roles that start from mary ask for its codes then']],
    completes: 'source',
    load: () => import('../mfa/add.ts'),
  },
];

/** The MFA devices of IAM users. */
export const mfaCommand: Command = {
  name: 'mfa',
  summary: 'MFA devices of your users: add, list, remove',
  brief: 'MFA devices: add one, see where they are used',
  usage: mfaVerbs.map(({ usage }) => usage[0] ?? ''),
  details: 'More on each: rolecall mfa add --help',
  flags: [],
  examples: mfaVerbs.flatMap(({ examples }) => examples.slice(0, 1)),
  verbs: mfaVerbs,
};
