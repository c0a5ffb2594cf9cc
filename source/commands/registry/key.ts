import { keySources } from '../../domain/access-keys/import/sources.ts';
import { places } from '../../domain/access-keys/known.ts';
import type { Command, Flag } from './command.ts';

const yes = (summary: string): Flag => ({ name: 'yes', short: 'y', summary });

/** The verbs behind `rolecall key`. */
const keyVerbs: readonly Command[] = [
  {
    name: 'key add',
    summary: 'store an access key, so that every AWS program gets it from there',
    usage: ['rolecall key add NAME [--in PLACE]', 'rolecall key add NAME --command COMMAND'],
    atMost: 1,
    details:
      'NAME is the profile of an IAM user; it is added if there is none. You type the key (the secret is not shown), or pass it as\nJSON on standard input: {"AccessKeyId": "…", "SecretAccessKey": "…"}. AWS is asked whose it is before anything is stored.\nWithout --in it goes into the keychain or, if there is none, into a file protected by a passphrase. With --command\nnothing is stored: your password manager still prints the key each time.',
    flags: [
      { name: 'in', value: 'PLACE', choices: places, summary: `where to store it: ${places.join(', ')}` },
      {
        name: 'command',
        value: 'COMMAND',
        summary: 'the command that prints the key as JSON, in quotes: pass, op, bw, …',
      },
      yes('replace a key that is stored under that name without asking'),
    ],
    examples: [
      ['rolecall key add mary', 'type it once; roles that start from mary work as before'],
      ["rolecall key add mary --command 'pass show aws/mary'", 'the key stays in pass'],
    ],
    completes: 'source',
    isQuietWhenLate: true,
    load: () => import('../key/add.ts'),
  },
  {
    name: 'key list',
    summary: 'list the stored keys: whose, where, how old, when last used',
    usage: ['rolecall key list [--offline] [--json]'],
    atMost: 0,
    flags: [
      { name: 'offline', summary: 'do not ask IAM for age and last use' },
      { name: 'json', summary: 'as JSON, for programs' },
    ],
    examples: [['rolecall key list', 'and where the same key is still in plain text']],
    isQuietWhenLate: true,
    load: () => import('../key/list.ts'),
  },
  {
    name: 'key import',
    summary: 'store the keys that are in ~/.aws/credentials, aws-vault or Granted',
    usage: ['rolecall key import --from SOURCE [NAME…] [--in PLACE] [--write]'],
    details:
      'Shows what would be done, and asks; --write does it. Each key is verified, stored and read back before a file changes: then\ncredential_process leads to it, and it is removed from ~/.aws/credentials. Temporary keys, incomplete keys and keys of\nroles stay. Keys in aws-vault and Granted are copied through their own programs, which ask in their own way.',
    flags: [
      {
        name: 'from',
        value: 'SOURCE',
        choices: keySources,
        summary: `where the keys are now: ${keySources.join(', ')}`,
      },
      { name: 'in', value: 'PLACE', choices: places.slice(0, 2), summary: 'where to store them: keychain, file' },
      { name: 'write', summary: 'do it' },
      yes('the same as --write'),
    ],
    examples: [
      ['rolecall key import --from credentials', 'look first'],
      ['rolecall key import --from aws-vault mary --write', 'only the key of mary'],
    ],
    isQuietWhenLate: true,
    load: () => import('../key/import.ts'),
  },
  {
    name: 'key rotate',
    summary: 'replace a stored key with a new one; nothing is lost if it is interrupted',
    usage: ['rolecall key rotate NAME [--keep-old TIME] [--yes]'],
    atMost: 1,
    details:
      'The new key is stored beside the old one, and used once STS and IAM know it; then the old one is deactivated, the new one\nverified again, and the old one deleted. If it is interrupted at any point, the next run continues. An active second key of\nthe user that rotation did not create is never touched; an inactive one is deleted after a yes.\nIf the same key is also stored under another name or in plain text, you are told first, and asked.',
    flags: [
      {
        name: 'keep-old',
        value: 'TIME',
        summary: 'keep the old key, inactive, for this long (24h); the next rotation deletes it',
      },
      { name: 'delete', value: 'ID', summary: 'delete this key, named by a rotation that was interrupted' },
      { name: 'mfa-code', value: '-', summary: 'read the MFA code from standard input' },
      yes('do not ask about other places the key is in'),
    ],
    examples: [['rolecall key rotate mary', 'about ten seconds']],
    completes: 'key',
    isQuietWhenLate: true,
    load: () => import('../key/rotate.ts'),
  },
  {
    name: 'key export',
    summary: 'print a stored key in plain text, to take it to another tool',
    usage: ['rolecall key export NAME'],
    atMost: 1,
    flags: [yes('do not ask')],
    examples: [['rolecall key export mary | aws-vault …', 'as JSON, on stdout']],
    completes: 'key',
    load: () => import('../key/export.ts'),
  },
  {
    name: 'key remove',
    summary: 'remove a stored key from this machine; it stays at AWS',
    usage: ['rolecall key remove NAME [--yes]'],
    atMost: 1,
    flags: [yes('do not ask')],
    examples: [['rolecall key remove mary', 'its line in the configuration is removed too']],
    completes: 'key',
    load: () => import('../key/remove.ts'),
  },
  {
    name: 'key unlock',
    summary: 'unlock the key file for programs that cannot ask for the passphrase',
    usage: ['rolecall key unlock'],
    atMost: 0,
    details: 'For eight hours at most. The kernel holds the key to the file; the passphrase is kept nowhere.',
    flags: [],
    examples: [['rolecall key unlock', 'once a day, on a machine without a keychain']],
    load: () => import('../key/unlock.ts'),
  },
  {
    name: 'key lock',
    summary: 'lock the key file again',
    usage: ['rolecall key lock'],
    atMost: 0,
    flags: [],
    examples: [['rolecall key lock', 'before somebody else uses this machine']],
    load: () => import('../key/lock.ts'),
  },
];

/** Access keys in the keychain, and not in a file. */
export const keyCommand: Command = {
  name: 'key',
  summary: 'access keys in the keychain: add, import, rotate, list, export, remove',
  brief: 'access keys: store, rotate; MFA devices',
  get usage() {
    return keyVerbs.map(({ usage }) => usage[0] ?? '');
  },
  details: 'More on each: rolecall key add --help',
  flags: [],
  get examples() {
    return keyVerbs.flatMap(({ examples }) => examples.slice(0, 1)).slice(0, 4);
  },
  verbs: keyVerbs,
};
