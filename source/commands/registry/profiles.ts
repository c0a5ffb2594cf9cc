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
  summary: 'also as the profile default, which every AWS program uses',
};

const link = 'https://signin.aws.amazon.com/switchrole?account=444455556666&roleName=ystataws';

/** The verbs that write `~/.aws/config`, and those that bring profiles in and hand them on. */
export const profileCommands: readonly Command[] = [
  {
    name: 'add',
    summary: 'a new role profile, from a switch-role link, a form or flags',
    brief: 'a role profile, from a link, a form or flags',
    usage: ['rolecall add', "rolecall add --link 'LINK'", 'rolecall add NAME --role-arn ARN --source-profile PROFILE'],
    atMost: 1,
    details:
      'In a terminal a form asks for what is missing. A link fills in account and role, which are then left alone. A role found in a portal may be the source: it is written as a profile too.',
    get flags() {
      const link = { name: 'link', value: 'LINK', summary: 'a switch-role link, in quotes' };
      return [link, ...keyFlags(), { name: 'switch', summary: 'switch to it at once' }, yesToDefault];
    },
    examples: [
      [`rolecall add --link '${link}'`, 'choose a name and a colour, then switch'],
      [
        'rolecall add ystataws --role-arn arn:aws:iam::444455556666:role/ystataws --source-profile mary',
        'without a question',
      ],
    ],
    load: () => import('../profiles/add.ts'),
  },
  {
    name: 'edit',
    summary: 'change a role profile, or take the last edit back',
    brief: 'change a role profile, take it out; edit --undo',
    usage: ['rolecall edit PROFILE', 'rolecall edit PROFILE --region eu-west-1', 'rolecall edit --undo'],
    atMost: 1,
    details: 'Without flags a form opens. Comments, order and line ends of the file stay as they are.',
    get flags() {
      return [
        ...keyFlags(),
        { name: 'unset', value: 'FIELD', repeat: true, summary: 'take a key out: --unset region; may be repeated' },
        { name: 'undo', summary: 'put back what the last add, edit, remove or import replaced' },
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
    summary: 'take a role profile out of the configuration',
    usage: ['rolecall remove PROFILE [--yes]'],
    atMost: 1,
    flags: [{ name: 'yes', short: 'y', summary: 'without asking' }],
    examples: [['rolecall remove legacy-prod', 'rolecall edit --undo puts it back']],
    completes: 'written',
    load: () => import('../profiles/remove.ts'),
  },
  {
    name: 'import',
    summary: 'profiles from AWS Extend Switch Roles, Granted, aws-sso-cli or aws-vault',
    brief: 'profiles of other tools; a switch-role link',
    usage: ['rolecall import', 'rolecall import FILE [--write]', 'rolecall import --from TOOL [FILE] [--write]'],
    atMost: 1,
    completes: 'file',
    details:
      'Without words: what of other tools is on this machine, and what takes it over. With them it shows what would be added or changed; a terminal is asked before anything is written. --write does not ask. Profiles that Granted and aws-sso-cli wrote become profiles of IAM Identity Center where they stand; what aws-vault’s include_profile and [default] give a profile is written out for the AWS CLI. FILE is another configuration of Granted, or the settings of aws-sso-cli.',
    flags: [
      { name: 'from', value: 'TOOL', choices: importTools, summary: `whose profiles: ${importTools.join(', ')}` },
      { name: 'write', summary: 'write what has no conflict' },
      yesToDefault,
      {
        name: 'source-profile',
        value: 'PROFILE',
        summary: 'whose credentials to use where the file names none of yours',
      },
    ],
    examples: [
      ['rolecall import roles.ini --source-profile mary', 'look first, then agree'],
      ['rolecall import --from granted', 'rolecall edit --undo puts everything back'],
    ],
    load: () => import('../profiles/import.ts'),
  },
  {
    name: 'link',
    summary: 'the switch-role link of a profile, for the AWS console',
    brief: 'the switch-role link of a profile',
    usage: ['rolecall link [PROFILE]'],
    atMost: 1,
    flags: [],
    examples: [['rolecall link ystataws', 'inside a role, without a name: of the role you are in']],
    completes: 'written',
    load: () => import('../profiles/link.ts'),
  },
];
