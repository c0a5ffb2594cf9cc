import type { Command } from './command.ts';

/** The verbs behind `rolecall mfa`. */
const mfaVerbs: readonly Command[] = [
  {
    name: 'mfa add',
    summary: 'give a user an MFA device: a QR code, two MFA codes, and the line in the profile',
    usage: ['rolecall mfa add [PROFILE] [--name NAME]'],
    atMost: 1,
    details:
      "PROFILE has the keys of an IAM user; you are asked for it if there are several. The QR code is for any authenticator app; the\nsecret is also given as text, for a password manager or a screen reader. If you give up at any point, the device is deleted\nagain. A device that was created earlier and never enabled is found, and removed if it has the user's name;\nif it has another name, you are asked.",
    flags: [{ name: 'name', value: 'NAME', summary: "name of the device (default: the user's name)" }],
    examples: [['rolecall mfa add mary', 'from then on, roles that start from mary ask for its codes']],
    completes: 'source',
    isQuietWhenLate: true,
    load: () => import('../mfa/add.ts'),
  },
  {
    name: 'mfa list',
    summary: 'list the MFA devices: whose, since when, where they are used',
    usage: ['rolecall mfa list [PROFILE] [--offline] [--json]'],
    atMost: 1,
    details:
      'AWS is asked only about the users whose keys are on this machine, with those keys. A security key gives no codes, so roles\ncannot be opened with one.',
    flags: [
      { name: 'offline', summary: 'only the devices that the configuration names' },
      { name: 'json', summary: 'as JSON, for programs' },
    ],
    examples: [['rolecall mfa list', 'and which of them AWS no longer lists']],
    completes: 'source',
    isQuietWhenLate: true,
    load: () => import('../mfa/list.ts'),
  },
  {
    name: 'mfa remove',
    summary: 'remove an MFA device from its user, and its lines from the profiles',
    usage: ['rolecall mfa remove DEVICE [--profile PROFILE] [--yes]'],
    atMost: 1,
    details:
      'DEVICE is a name or a serial number from rolecall mfa list. A virtual device is deleted; a hardware token or security key is\nonly taken from the user. Lines that name it would lead nowhere, so they cannot be put back.',
    flags: [
      { name: 'profile', value: 'PROFILE', summary: 'the profile with the keys of the user who has it' },
      { name: 'yes', short: 'y', summary: 'do not ask' },
    ],
    examples: [['rolecall mfa remove old-phone', 'tells you first what will still ask for its codes']],
    isQuietWhenLate: true,
    load: () => import('../mfa/remove.ts'),
  },
];

/** The MFA devices of IAM users. */
export const mfaCommand: Command = {
  name: 'mfa',
  summary: 'MFA devices of your users: add, list, remove',
  brief: 'MFA devices: add one, see where they are used',
  get usage() {
    return mfaVerbs.map(({ usage }) => usage[0] ?? '');
  },
  details: 'More on each: rolecall mfa add --help',
  flags: [],
  get examples() {
    return mfaVerbs.flatMap(({ examples }) => examples.slice(0, 1));
  },
  verbs: mfaVerbs,
};
