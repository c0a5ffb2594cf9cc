import { keySources } from '../../domain/access-keys/import/sources.ts';
import { places } from '../../domain/access-keys/known.ts';
import type { Command, Flag } from './command.ts';

const yes = (summary: string): Flag => ({ name: 'yes', short: 'y', summary });

/** The verbs behind `rolecall key`. */
const keyVerbs: readonly Command[] = [
  {
    name: 'key add',
    summary: 'store an access key, and let every AWS program get it from there',
    usage: ['rolecall key add NAME [--in PLACE]', 'rolecall key add NAME --command COMMAND'],
    atMost: 1,
    details:
      'NAME is the profile of an IAM user, which is added where there is none. The key is typed, the secret unseen, or comes as\nJSON on standard input: {"AccessKeyId": "…", "SecretAccessKey": "…"}. AWS is asked whose it is before anything is stored.\nWithout --in it goes into the keychain; where there is none, into a file under a passphrase. With --command nothing is\nstored: your password manager goes on printing it.',
    flags: [
      { name: 'in', value: 'PLACE', choices: places, summary: `where: ${places.join(', ')}` },
      { name: 'command', value: 'COMMAND', summary: 'what prints the key as JSON, in quotes: pass, op, bw, …' },
      yes('also over a key that is stored by that name'),
    ],
    examples: [
      ['rolecall key add mary', 'type it once; roles that start from mary go on as before'],
      ["rolecall key add mary --command 'pass show aws/mary'", 'the key stays in pass'],
    ],
    completes: 'source',
    isQuietWhenLate: true,
    load: () => import('../key/add.ts'),
  },
  {
    name: 'key list',
    summary: 'the stored keys: whose, where, how old, when last used',
    usage: ['rolecall key list [--offline] [--json]'],
    atMost: 0,
    flags: [
      { name: 'offline', summary: 'do not ask IAM for age and last use' },
      { name: 'json', summary: 'as JSON, for programs' },
    ],
    examples: [['rolecall key list', 'and where the same key still lies in clear']],
    isQuietWhenLate: true,
    load: () => import('../key/list.ts'),
  },
  {
    name: 'key import',
    summary: 'store the keys that lie in ~/.aws/credentials, in aws-vault or in Granted',
    usage: ['rolecall key import --from SOURCE [NAME…] [--in PLACE] [--write]'],
    details:
      'Shows what would be done, and asks; --write does it. Each key is proven, stored and read back before a file changes: then\ncredential_process leads to it, and it goes out of ~/.aws/credentials. Temporary keys, halves and keys of roles stay. From\naws-vault and Granted the keys are copied, by their own programs, which ask in their own way.',
    flags: [
      { name: 'from', value: 'SOURCE', choices: keySources, summary: `where the keys are: ${keySources.join(', ')}` },
      { name: 'in', value: 'PLACE', choices: places.slice(0, 2), summary: 'where they go: keychain, file' },
      { name: 'write', summary: 'do it' },
      yes('the same as --write'),
    ],
    examples: [
      ['rolecall key import --from credentials', 'look first'],
      ['rolecall key import --from aws-vault mary --write', 'the key of mary alone'],
    ],
    isQuietWhenLate: true,
    load: () => import('../key/import.ts'),
  },
  {
    name: 'key rotate',
    summary: 'replace a stored key by a new one; nothing is lost, whenever it is cut off',
    usage: ['rolecall key rotate NAME [--keep-old TIME] [--yes]'],
    atMost: 1,
    details:
      'The new key is stored beside the old one, and used once STS and IAM know it; then the old one is deactivated, the new one\nproven again, and the old one deleted. Cut off at any moment, the next run goes on. An active second key of the user that\nrotation has not made is never touched; an inactive one is deleted after a yes.\nWhere the same key is stored by another name or lies in clear, that is said first, and asked about.',
    flags: [
      {
        name: 'keep-old',
        value: 'TIME',
        summary: 'keep the old key, inactive, for a time: 24h; the next rotate deletes it',
      },
      { name: 'delete', value: 'ID', summary: 'the key that a rotation named which was cut off' },
      { name: 'mfa-code', value: '-', summary: 'read the MFA code from standard input' },
      yes('without asking about other places of the key'),
    ],
    examples: [['rolecall key rotate mary', 'about ten seconds']],
    completes: 'key',
    isQuietWhenLate: true,
    load: () => import('../key/rotate.ts'),
  },
  {
    name: 'key export',
    summary: 'print a stored key in clear: the way back to other tools',
    usage: ['rolecall key export NAME'],
    atMost: 1,
    flags: [yes('without asking')],
    examples: [['rolecall key export mary | aws-vault …', 'as JSON, on stdout']],
    completes: 'key',
    load: () => import('../key/export.ts'),
  },
  {
    name: 'key remove',
    summary: 'take a stored key off this machine; at AWS it stays',
    usage: ['rolecall key remove NAME [--yes]'],
    atMost: 1,
    flags: [yes('without asking')],
    examples: [['rolecall key remove mary', 'its line in the configuration goes as well']],
    completes: 'key',
    load: () => import('../key/remove.ts'),
  },
  {
    name: 'key unlock',
    summary: 'open the file of keys for programs that cannot ask',
    usage: ['rolecall key unlock'],
    atMost: 0,
    details: 'For eight hours at most; the key of the file is held by the kernel, the passphrase nowhere.',
    flags: [],
    examples: [['rolecall key unlock', 'once a day, on a machine without a keychain']],
    load: () => import('../key/unlock.ts'),
  },
  {
    name: 'key lock',
    summary: 'close the file of keys again',
    usage: ['rolecall key lock'],
    atMost: 0,
    flags: [],
    examples: [['rolecall key lock', 'before somebody else sits here']],
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
