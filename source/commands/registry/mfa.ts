import type { Command } from './command.ts';

/** The verbs behind `rolecall mfa`. */
const mfaVerbs: readonly Command[] = [
  {
    name: 'mfa add',
    summary: 'give a user an MFA device: a QR code, two codes of it, and the line in the profile',
    usage: ['rolecall mfa add [PROFILE] [--name NAME]'],
    atMost: 1,
    details:
      'PROFILE has the keys of an IAM user; it is asked for where there are several. The QR code is for any authenticator app; the\nsecret is there in words too, for a password manager and for a screen reader. Given up at any moment, the device is deleted\nagain; one that was made and never enabled is found, and removed where it has the name of the user;\nof another name you are asked.',
    flags: [{ name: 'name', value: 'NAME', summary: 'of the device; that of the user unless given' }],
    examples: [['rolecall mfa add mary', 'roles that start from mary ask for its codes then']],
    completes: 'source',
    isQuietWhenLate: true,
    load: () => import('../mfa/add.ts'),
  },
  {
    name: 'mfa list',
    summary: 'the MFA devices: whose, since when, where they are used',
    usage: ['rolecall mfa list [PROFILE] [--offline] [--json]'],
    atMost: 1,
    details:
      'AWS is asked for the users whose keys lie here, by those keys alone. A security key gives no codes: roles cannot be opened\nwith one.',
    flags: [
      { name: 'offline', summary: 'only what the configuration names' },
      { name: 'json', summary: 'as JSON, for programs' },
    ],
    examples: [['rolecall mfa list', 'and which of them AWS lists no more']],
    completes: 'source',
    isQuietWhenLate: true,
    load: () => import('../mfa/list.ts'),
  },
  {
    name: 'mfa remove',
    summary: 'take an MFA device from its user, and its lines out of the profiles',
    usage: ['rolecall mfa remove DEVICE [--profile PROFILE] [--yes]'],
    atMost: 1,
    details:
      'DEVICE is a name or a serial of rolecall mfa list. A virtual device is deleted; a hardware token or security key is only taken\nfrom the user. Lines that name it would lead to nothing, so they cannot be put back.',
    flags: [
      { name: 'profile', value: 'PROFILE', summary: 'the profile with the keys of its user' },
      { name: 'yes', short: 'y', summary: 'without asking' },
    ],
    examples: [['rolecall mfa remove old-phone', 'says first what goes on asking for its codes']],
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
