import type { Command, Flag } from './command.ts';

/** Whose credentials a command of the owner's side uses. */
const ownerFlags: readonly Flag[] = [
  { name: 'profile', value: 'PROFILE', summary: 'whose credentials: a profile’s; else those of the role you are in' },
  { name: 'mfa-code', value: '-', summary: 'read the MFA code from standard input' },
];

const json: Flag = { name: 'json', summary: 'as JSON, for programs' };

/** The verbs behind `rolecall role`. */
const roleVerbs: readonly Command[] = [
  {
    name: 'role create',
    summary: 'create a role that another account may assume',
    usage: ['rolecall role create', 'rolecall role create NAME --trust ACCOUNT [FLAGS]'],
    atMost: 1,
    details:
      'Without a name or a trusted account, a form asks. The role is created with its policies, or not at all.\n' +
      'With --print nothing is created, and no credentials are needed: they are only where a policy of the account is\n' +
      'named without its ARN, or this is trusted.',
    flags: [
      { name: 'trust', value: 'ACCOUNT', repeat: true, summary: 'who may assume it: 12 digits, an ARN, or this' },
      { name: 'mfa', summary: 'only with MFA' },
      { name: 'external-id', value: 'ID', summary: 'only with this external ID; - generates one' },
      { name: 'policy', value: 'POLICY', repeat: true, summary: 'a managed policy, by name or ARN' },
      { name: 'permissions-boundary', value: 'POLICY', summary: 'a managed policy that limits the others' },
      { name: 'description', value: 'TEXT', summary: 'what the role is for' },
      { name: 'tag', value: 'KEY=VALUE', repeat: true, summary: 'a tag' },
      { name: 'path', value: 'PATH', summary: '/ or /team/' },
      { name: 'max-session', value: 'TIME', summary: 'the longest session: 1h (default) to 12h' },
      {
        name: 'print',
        value: 'FORMAT',
        choices: ['cli', 'cloudformation', 'cloudformation-json', 'terraform'],
        summary: 'cli, cloudformation, cloudformation-json or terraform, on stdout',
      },
      { name: 'try-as', value: 'PROFILE', summary: 'afterwards, see whether that profile can assume it' },
      json,
      ...ownerFlags,
    ],
    examples: [
      ['rolecall role create --profile account-b-admin', 'a form; the trust policy shows as it forms'],
      ['rolecall role create ystataws --trust 111122223333 --mfa --policy ReadOnlyAccess', 'without a form'],
      ['rolecall role create ci --trust 111122223333 --external-id - --print terraform', 'as configuration'],
    ],
    load: () => import('../role/create.ts'),
  },
  {
    name: 'role show',
    summary: 'who may assume a role, under which conditions, and what it may do',
    usage: ['rolecall role show ROLE [--json]'],
    atMost: 1,
    flags: [json, ...ownerFlags],
    examples: [['rolecall role show ystataws', 'by name or ARN']],
    load: () => import('../role/show.ts'),
  },
  {
    name: 'role list',
    summary: 'the roles of the account, and whom they trust',
    usage: ['rolecall role list [--all] [--json]'],
    atMost: 0,
    flags: [{ name: 'all', summary: 'roles for services of AWS too, which nobody switches to' }, json, ...ownerFlags],
    examples: [['rolecall role list --profile account-b-admin', 'the roles of account-b']],
    load: () => import('../role/list.ts'),
  },
  {
    name: 'role trust',
    summary: 'see and edit whom a role trusts',
    usage: ['rolecall role trust ROLE', 'rolecall role trust ROLE --show', 'rolecall role trust ROLE --file FILE'],
    atMost: 1,
    details:
      'At a terminal it opens in $EDITOR; nothing is saved before the difference has been shown and agreed to.\n' +
      'What IAM refuses comes back to the editor; where that does not help, it is kept in a file that is named.\n' +
      'Where the answer goes to a pipe or a file, the policy is printed.',
    flags: [
      { name: 'show', summary: 'print it, at a terminal too' },
      { name: 'edit', summary: 'edit it, although the answer goes elsewhere' },
      { name: 'file', value: 'FILE', summary: 'replace it by the policy in a file' },
      { name: 'yes', short: 'y', summary: 'save without asking; not where it lets strangers in' },
      ...ownerFlags,
    ],
    examples: [
      ['rolecall role trust ystataws', 'edit it; validated, the difference shown, then saved'],
      ['rolecall role trust ystataws > trust.json', 'the policy itself on stdout, what it means on stderr'],
    ],
    load: () => import('../role/trust.ts'),
  },
];

/** The owner's side of the walkthrough. */
export const roleCommand: Command = {
  name: 'role',
  summary: 'the owner’s side: create a role, see and edit whom it trusts',
  brief: 'create, list, show, trust: a role of your account',
  get usage() {
    return roleVerbs.map(({ usage }) => usage[0] ?? '');
  },
  details: 'More on each: rolecall role create --help',
  flags: [],
  get examples() {
    return roleVerbs.flatMap(({ examples }) => examples.slice(0, 1));
  },
  verbs: roleVerbs,
};
