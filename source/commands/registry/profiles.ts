import { importTools } from '../../domain/profiles/import/peer.ts';
import { fieldKeys } from '../../domain/profiles/keys.ts';
import type { Command, Flag } from './command.ts';

/** One flag for each key that `add` and `edit` write. The rows below ask for them when they are read. */
const keyFlags = (): readonly Flag[] =>
  fieldKeys().map(({ field, value, summary }) => ({
    name: field,
    summary,
    ...(value !== undefined && { value }),
  }));

/** A role called `default` is what every program is that is not told a profile. */
const yesToDefault: Flag = {
  name: 'yes',
  short: 'y',
  summary: 'allow the profile default, which every AWS program uses',
};

const link = 'https://signin.aws.amazon.com/switchrole?account=444455556666&roleName=ystataws';

/** The verbs that write `~/.aws/config`, and those that bring profiles in and hand them on. */
export const profileCommands: readonly Command[] = [
  {
    name: 'add',
    summary: 'add a role profile, from a switch-role link, a form or flags',
    brief: 'add a role profile, from a link, a form or flags',
    usage: ['rolecall add', "rolecall add --link 'LINK'", 'rolecall add NAME --role-arn ARN --source-profile PROFILE'],
    atMost: 1,
    details:
      'In a terminal a form asks for what is missing. A link fills in the account and the role, which the form then leaves alone. A role found in a portal may be the source: it is written as a profile too.',
    get flags() {
      const link = { name: 'link', value: 'LINK', summary: 'a switch-role link, in quotes' };
      return [link, ...keyFlags(), { name: 'switch', summary: 'switch to it at once' }, yesToDefault];
    },
    examples: [
      [`rolecall add --link '${link}'`, 'choose a name and a colour, then switch'],
      [
        'rolecall add ystataws --role-arn arn:aws:iam::444455556666:role/ystataws --source-profile mary',
        'without questions',
      ],
    ],
    load: () => import('../profiles/add.ts'),
  },
  {
    name: 'edit',
    summary: 'change a role profile, or undo the last edit',
    brief: 'change or remove a role profile; edit --undo',
    usage: ['rolecall edit PROFILE', 'rolecall edit PROFILE --region eu-west-1', 'rolecall edit --undo'],
    atMost: 1,
    details: 'Without flags a form opens. Comments, order and line endings of the file stay as they are.',
    get flags() {
      return [
        ...keyFlags(),
        { name: 'unset', value: 'FIELD', repeat: true, summary: 'remove a key: --unset region; may be repeated' },
        { name: 'undo', summary: 'undo the last add, edit, remove or import' },
      ];
    },
    examples: [
      ['rolecall edit prod-admin --color tomato --confirm', 'red, and guarded'],
      ['rolecall edit --undo', 'the files as they were before'],
    ],
    completes: 'written',
    load: () => import('../profiles/edit.ts'),
  },
  {
    name: 'remove',
    summary: 'remove a role profile from the configuration',
    usage: ['rolecall remove PROFILE [--yes]'],
    atMost: 1,
    flags: [{ name: 'yes', short: 'y', summary: 'do not ask' }],
    examples: [['rolecall remove legacy-prod', 'rolecall edit --undo puts it back']],
    completes: 'written',
    load: () => import('../profiles/remove.ts'),
  },
  {
    name: 'import',
    summary: 'import profiles from AWS Extend Switch Roles, Granted, aws-sso-cli or aws-vault',
    brief: 'import from other tools; a switch-role link',
    usage: ['rolecall import', 'rolecall import FILE [--write]', 'rolecall import --from TOOL [FILE] [--write]'],
    atMost: 1,
    completes: 'file',
    details:
      "Without arguments, it lists what other tools have on this machine, and which command imports it. With arguments, it shows what would be added or changed, and asks at the terminal before anything is written. --write does not ask. Profiles that Granted and aws-sso-cli wrote become profiles of IAM Identity Center in place; what aws-vault's include_profile and [default] give a profile is written out for the AWS CLI. FILE is another configuration of Granted, or the settings of aws-sso-cli.",
    flags: [
      {
        name: 'from',
        value: 'TOOL',
        choices: importTools,
        summary: `the tool to import from: ${importTools.join(', ')}`,
      },
      { name: 'write', summary: 'write what has no conflict' },
      yesToDefault,
      {
        name: 'source-profile',
        value: 'PROFILE',
        summary: 'whose credentials to use if the file names none of your profiles',
      },
    ],
    examples: [
      ['rolecall import roles.ini --source-profile mary', 'look first, then confirm'],
      ['rolecall import --from granted', 'rolecall edit --undo puts everything back'],
    ],
    load: () => import('../profiles/import.ts'),
  },
  {
    name: 'link',
    summary: 'print the switch-role link of a profile, for the AWS console',
    brief: 'the switch-role link of a profile',
    usage: ['rolecall link [PROFILE]'],
    atMost: 1,
    flags: [],
    examples: [['rolecall link ystataws', 'inside a role, without a name: the link of that role']],
    completes: 'written',
    load: () => import('../profiles/link.ts'),
  },
];
