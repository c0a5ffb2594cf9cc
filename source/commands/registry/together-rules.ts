import type { RoleWord } from './command.ts';
import { roleFlags } from './flags.ts';

/** What is given on a command line: flags by their names, and words that say which role is meant. */
export type Given = string | RoleWord;

/** Every flag of the verb but those that the rule is about. */
export const anyOther = 'ANY OTHER FLAG';

export type Rule = {
  /** Undefined for every verb that knows the flags. */
  readonly verbs?: readonly string[];
  readonly these: readonly Given[];
  readonly needs?: readonly Given[];
  readonly without?: readonly Given[];
  /** Why, in a sentence. */
  readonly why: string;
  /** What helps, unless it is to use only one of the two. */
  readonly todo?: string | readonly string[];
};

const opening = ['switch', 'exec', 'export', 'console', 'credential-process'];

/** What says how a session is opened, and not which one. */
const howOpened = ['mfa-code', 'min-remaining', 'no-cache'];

/** What a request says of the session: none of it can be added to a request that was made before. */
const asked = roleFlags.map(({ name }) => name).filter((name) => !howOpened.includes(name));

const namedInFull = 'Name the profile instead: the flags then apply to its session.';

/**
 * Which words and flags go together, for every verb. What stands in no rule acts on its own. A pair that contradicts
 * itself, or of which one would be passed over, is refused: nobody gets another session than the one they asked for.
 */
export const rules: readonly Rule[] = [
  {
    verbs: opening,
    these: ['role-arn'],
    needs: ['source-profile'],
    why: 'Somebody has to assume the role.',
    todo: [
      '--role-arn ARN --source-profile PROFILE',
      'Or, for keys in the environment, three lines in ~/.aws/config, and the name ci instead of the flags:',
      '[profile ci]',
      'role_arn = ARN',
      'credential_source = Environment',
    ],
  },
  {
    verbs: opening,
    these: ['source-profile', 'external-id', 'mfa-serial'],
    needs: ['role-arn'],
    why: 'It is for a role without a profile; a profile sets these itself.',
    todo: '--role-arn ARN --source-profile PROFILE',
  },
  {
    verbs: opening,
    these: ['role-arn'],
    without: ['PROFILE', '-'],
    why: 'Both name the role to open.',
  },
  {
    verbs: ['login'],
    these: ['device'],
    without: ['browser', 'port', 'remote', 'console'],
    why: 'A code is compared in a browser that does not return to rolecall, and the console has no code.',
  },
  {
    verbs: ['login'],
    these: ['remote'],
    without: ['browser', 'port'],
    why: 'The text is pasted from a browser that does not return to rolecall.',
  },
  {
    verbs: ['login'],
    these: ['console', 'remote'],
    without: ['name', 'new'],
    why: 'They are for portals of IAM Identity Center.',
  },
  {
    these: ['read-only'],
    without: ['policy', 'policy-arn'],
    why: 'Session policies add up: together they would allow more than reading.',
    todo: 'Leave --read-only out, and give a policy that allows only what is needed.',
  },
  {
    verbs: opening,
    these: ['-'],
    without: asked,
    why: 'rolecall - repeats exactly what was asked for the role before this one.',
    todo: namedInFull,
  },
  {
    verbs: ['export', 'console'],
    these: ['HERE'],
    without: asked,
    why: 'Without a profile, it uses the role that this shell is in, with the rights it has.',
    todo: namedInFull,
  },
  {
    verbs: ['export', 'console'],
    these: ['KEYS'],
    without: ['min-remaining', 'no-cache'],
    why: 'Its keys are in this environment, and are used as they are.',
    todo: 'Name the profile instead, or renew the role first: rolecall refresh',
  },
  {
    verbs: ['console'],
    these: ['print', 'copy'],
    without: ['in'],
    why: 'With --print and --copy no browser is opened.',
  },
  {
    verbs: ['console'],
    these: ['print'],
    without: ['copy'],
    why: 'Each says where the address goes.',
  },
  {
    verbs: ['console'],
    these: ['forget'],
    without: [anyOther],
    why: 'With --forget no console is opened.',
    todo: 'rolecall console --forget',
  },
  {
    verbs: ['exec'],
    these: ['parallel', 'fail-fast'],
    without: ['role-arn'],
    why: 'A role without a profile is one role.',
    todo: 'Leave it out.',
  },
  {
    verbs: ['exec'],
    these: ['as-file'],
    without: ['live'],
    why: 'A live role is renewed for as long as the command runs, and the keys in a file are not.',
    todo: 'Use only one of the two. With --as-file, --duration says how long the keys last.',
  },
  {
    verbs: ['exec', 'switch'],
    these: ['serve'],
    without: ['live', 'as-file'],
    why: 'Each says where programs find the keys.',
  },
  {
    verbs: ['exec', 'switch'],
    these: ['serve-on'],
    needs: ['serve'],
    why: 'It says where the keys are served.',
    todo: '--serve --serve-on ADDRESS',
  },
  {
    verbs: ['credential-process'],
    these: ['request'],
    without: ['PROFILE', ...asked, 'min-remaining'],
    why: 'A stored request already contains all of it.',
    todo: 'rolecall credential-process PROFILE',
  },
  {
    verbs: ['list'],
    these: ['profiles'],
    without: ['found', 'all'],
    why: 'Each says which of the roles to list.',
  },
  {
    verbs: ['list'],
    these: ['found'],
    without: ['all'],
    why: '--all is about the profiles of the files.',
  },
  {
    verbs: ['list'],
    these: ['names'],
    without: ['json'],
    why: 'They are two formats of the same list.',
  },
  {
    verbs: ['list'],
    these: ['all', 'portals', 'services', 'keys'],
    needs: ['names'],
    why: 'The table lists roles, with the portals below it.',
    todo: 'Add --names.',
  },
  {
    verbs: ['list'],
    these: ['services'],
    without: ['profiles', 'found', 'all', 'portals', 'keys'],
    why: 'It lists AWS services, not roles.',
  },
  {
    verbs: ['list'],
    these: ['keys'],
    without: ['profiles', 'found', 'all', 'portals'],
    why: 'It lists stored keys, not roles.',
  },
  {
    verbs: ['list'],
    these: ['showable'],
    needs: ['names'],
    why: 'The table shows every name, made safe for the terminal.',
    todo: 'rolecall list --names --showable',
  },
  {
    verbs: ['status'],
    these: ['format'],
    without: ['json', 'verify'],
    why: '--format is for prompts: one line, from the environment alone.',
  },
  {
    verbs: ['status'],
    these: ['mfa-code'],
    needs: ['verify'],
    why: 'Only --verify may need a code.',
    todo: 'rolecall status --verify --mfa-code -',
  },
  {
    verbs: ['sync'],
    these: ['check'],
    without: ['write'],
    why: '--check changes nothing.',
  },
  {
    verbs: ['import'],
    these: ['from'],
    without: ['source-profile'],
    why: 'Those profiles name their own source.',
  },
  {
    verbs: ['role create'],
    these: ['print'],
    without: ['json', 'try-as'],
    why: 'With --print nothing is created.',
  },
  {
    verbs: ['role trust'],
    these: ['show'],
    without: ['edit', 'file', 'yes'],
    why: '--show changes nothing.',
  },
  {
    verbs: ['role trust'],
    these: ['file'],
    without: ['edit'],
    why: 'The policy comes from the file, or from the editor.',
  },
  {
    verbs: ['edit'],
    these: ['undo'],
    without: ['PROFILE', anyOther],
    why: 'It undoes the last edit as a whole, whichever profiles it changed.',
    todo: 'rolecall edit --undo',
  },
  {
    verbs: ['exec'],
    these: ['serve-env'],
    without: ['PROFILE', anyOther],
    why: 'It prints arguments for containers, and opens no role.',
    todo: 'rolecall exec --serve-env',
  },
];
