import type { Command, Flag } from './command.ts';

/** Whose credentials a command of the owner's side uses. */
const ownerFlags: readonly Flag[] = [
  { name: 'profile', value: 'PROFILE', summary: 'whose credentials to use (default: those of the role you are in)' },
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
      'With --print nothing is created, and no credentials are needed unless a policy of the account is named without its\n' +
      'ARN, or the trusted account is "this".',
    flags: [
      {
        name: 'trust',
        value: 'ACCOUNT',
        repeat: true,
        summary: 'who may assume it: 12 digits, an ARN, or "this" for this account; may be repeated',
      },
      { name: 'mfa', summary: 'require MFA' },
      { name: 'external-id', value: 'ID', summary: 'require this external ID; - generates one' },
      { name: 'policy', value: 'POLICY', repeat: true, summary: 'a managed policy, by name or ARN; may be repeated' },
      { name: 'permissions-boundary', value: 'POLICY', summary: 'a managed policy that limits the others' },
      { name: 'description', value: 'TEXT', summary: 'what the role is for' },
      { name: 'tag', value: 'KEY=VALUE', repeat: true, summary: 'a tag; may be repeated' },
      { name: 'path', value: 'PATH', summary: '/ or /team/' },
      { name: 'max-session', value: 'TIME', summary: 'how long a session may last: 1h (default) to 12h' },
      {
        name: 'print',
        value: 'FORMAT',
        choices: ['cli', 'cloudformation', 'cloudformation-json', 'terraform'],
        summary: 'print it instead, as cli, cloudformation, cloudformation-json or terraform',
      },
      { name: 'try-as', value: 'PROFILE', summary: 'afterwards, check whether this profile can assume it' },
      json,
      ...ownerFlags,
    ],
    examples: [
      ['rolecall role create --profile account-b-admin', 'a form that shows the trust policy as you fill it in'],
      ['rolecall role create ystataws --trust 111122223333 --mfa --policy ReadOnlyAccess', 'without a form'],
      ['rolecall role create ci --trust 111122223333 --external-id - --print terraform', 'as Terraform configuration'],
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
    summary: 'list the roles of the account, and whom they trust',
    usage: ['rolecall role list [--all] [--json]'],
    atMost: 0,
    flags: [{ name: 'all', summary: 'also roles for AWS services, which nobody switches to' }, json, ...ownerFlags],
    examples: [['rolecall role list --profile account-b-admin', 'the roles of account-b']],
    load: () => import('../role/list.ts'),
  },
  {
    name: 'role trust',
    summary: 'see and edit whom a role trusts',
    usage: ['rolecall role trust ROLE', 'rolecall role trust ROLE --show', 'rolecall role trust ROLE --file FILE'],
    atMost: 1,
    details:
      'At a terminal it opens in $EDITOR; nothing is saved until you have seen the difference and agreed to it.\n' +
      'A policy that IAM refuses comes back to the editor; if that does not help, it is kept in a file, and you are told which.\n' +
      'If the output goes to a pipe or a file, the policy is printed.',
    flags: [
      { name: 'show', summary: 'print it, even at a terminal' },
      { name: 'edit', summary: 'edit it, even if the output goes to a pipe or a file' },
      { name: 'file', value: 'FILE', summary: 'replace it with the policy in a file' },
      { name: 'yes', short: 'y', summary: 'save without asking, unless it lets strangers in' },
      ...ownerFlags,
    ],
    examples: [
      ['rolecall role trust ystataws', 'edit it; it is validated, the difference shown, then it is saved'],
      ['rolecall role trust ystataws > trust.json', 'the policy itself on stdout, its meaning on stderr'],
    ],
    load: () => import('../role/trust.ts'),
  },
];

/** The owner's side of the walkthrough. */
export const roleCommand: Command = {
  name: 'role',
  summary: 'for the owner of an account: create roles, see and edit whom they trust',
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
