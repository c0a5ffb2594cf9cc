import { whereWords } from '../../domain/console/where.ts';
import { defaultFormat, exportFormats } from '../../domain/shells/export-formats.ts';
import type { Command, Flag } from './command.ts';
import { roleFlags } from './flags.ts';

const liveFlag: Flag = {
  name: 'live',
  summary: 'no keys in the environment: programs fetch them as needed, for longer than a session lasts',
};

const serveFlags: readonly Flag[] = [
  { name: 'serve', summary: 'no keys in the environment: they are served over HTTP, to containers too, and renewed' },
  {
    name: 'serve-on',
    value: 'ADDRESS',
    summary: 'address of this machine to serve on, or ADDRESS:PORT (default: 127.0.0.1, any free port)',
  },
];

/** The verbs that open a role, and those for the role that a shell is in. */
export const openCommands: readonly Command[] = [
  {
    name: 'switch',
    summary: 'choose a role and open a subshell in it',
    usage: ['rolecall', 'rolecall PROFILE', 'rolecall LINK', 'rolecall -', 'rolecall switch PROFILE'],
    flags: [liveFlag, ...serveFlags, ...roleFlags],
    inPlace: true,
    examples: [
      ['rolecall', 'choose from all role profiles, then open a subshell'],
      ['rolecall prod-admin', 'straight to that role'],
      ['rolecall switch list', 'for a profile that has the name of a command'],
    ],
    completes: 'profile',
    load: () => import('../open/switch.ts'),
  },
  {
    name: 'exec',
    summary: 'run one command as a role',
    usage: [
      'rolecall exec PROFILE -- COMMAND…',
      "rolecall exec PROFILE 'GLOB' … -- COMMAND…",
      'rolecall exec --serve-env',
    ],
    flags: [
      { name: 'parallel', value: 'N', summary: 'with several profiles: run N at a time, not one after another' },
      { name: 'fail-fast', summary: 'with several profiles: start no more once one has failed' },
      {
        name: 'yes',
        short: 'y',
        summary: 'do not ask when a glob matches more than 20 found roles, or accounts that share a name',
      },
      liveFlag,
      ...serveFlags,
      { name: 'serve-env', summary: 'print the arguments that pass a served role to docker run' },
      { name: 'as-file', summary: 'also put the keys in a credentials file, which is removed when the command ends' },
      ...roleFlags,
    ],
    details:
      'With several profiles each line names its role, the exit codes are summed up at the end, and the exit code is the first\nthat is not 0. An exact name beats a glob; you are asked about each profile with rolecall_confirm that a glob matches.\nA single command gets standard input; with several profiles none of them does. In a glob with a slash (prod*/Read*)\na * does not match the slash, and found roles match as well.\n' +
      'With --serve, AWS_CONTAINER_CREDENTIALS_FULL_URI and a token say where the keys are, for containers too; --serve-env\nprints the arguments that pass them on: docker run $(rolecall exec --serve-env) … The server stops when the command ends.\n' +
      "With --as-file, AWS_SHARED_CREDENTIALS_FILE names a file of the command's own, with the profiles default and PROFILE, for\nprograms that read nothing else; yours is not touched. Its keys end with the session (--duration) and are not renewed.",
    examples: [
      ['rolecall exec prod-readonly -- aws s3 ls', "exit code and signals are the command's"],
      ["rolecall exec '*-readonly' --parallel 4 -- aws sts get-caller-identity", 'in every role that matches'],
      ['rolecall exec prod staging -- terraform plan', 'in both, one after the other'],
      ['rolecall exec prod --serve -- docker compose up', 'for programs in containers, while the command runs'],
      ['rolecall exec prod --as-file -- java -jar old.jar', 'for a program that reads only a credentials file'],
    ],
    passesThrough: true,
    completes: 'profile',
    load: () => import('../open/exec.ts'),
  },
  {
    name: 'export',
    summary: 'credentials on stdout, for eval or another program',
    brief: 'credentials on stdout, for eval or a program',
    usage: ['rolecall export [PROFILE] [--format FORMAT]'],
    atMost: 1,
    flags: [
      {
        name: 'format',
        value: 'FORMAT',
        choices: exportFormats,
        summary: exportFormats.map((name) => (name === defaultFormat ? `${name} (default)` : name)).join(', '),
      },
      ...roleFlags,
    ],
    examples: [
      [
        'eval "$(rolecall export prod-admin)"',
        'this shell becomes the role; the picker and questions go to the terminal',
      ],
      [
        'rolecall export prod-admin --format fish | source',
        'the same in fish; docs/shells.md has a line for each shell',
      ],
      ['rolecall export --format json', 'inside a role: the role you are in'],
    ],
    completes: 'profile',
    load: () => import('../open/export.ts'),
  },
  {
    name: 'console',
    summary: 'sign in to the AWS console as a role',
    usage: ['rolecall console [PROFILE]', 'rolecall console --forget [PROFILE]'],
    atMost: 1,
    details:
      'Inside a role, without a profile: as the role you are in. You are asked once where consoles open, and the answer is saved as\n' +
      'consoleIn in settings.json: a Firefox container of its own, a browser with a directory of its own, or your usual browser.\n' +
      'A local page signs it in where the browser can read one; otherwise the sign-in address is passed in the arguments of the\n' +
      'browser. A role of IAM Identity Center opens in your usual browser through the link of its portal, which holds no secret.\n' +
      'With multi-session support on in the browser, AWS answers --logout with HTTP 400: leave it out there.',
    flags: [
      {
        name: 'destination',
        value: 'PAGE',
        summary: 'a service (ec2), a path (ec2/home#Instances:), an ARN or an address',
      },
      {
        name: 'in',
        value: 'PLACE',
        choices: whereWords,
        summary: `where to open it: ${whereWords.join(', ')}`,
      },
      { name: 'print', summary: 'print the address instead of opening a browser' },
      { name: 'copy', summary: 'copy the address to the clipboard, over SSH too (OSC 52)' },
      { name: 'federation', summary: "sign in with a session of rolecall, even where the portal's link would do" },
      { name: 'forget', summary: 'remove the browser directories of consoles, with the sign-ins in them' },
      { name: 'logout', summary: 'sign out of the console in the browser first; not with multi-session' },
      ...roleFlags,
    ],
    examples: [
      ['rolecall console prod-readonly --destination ec2', 'that page, in the region of the profile'],
      ['rolecall console --print', 'inside a role: the address, valid for 15 minutes; treat it as a secret'],
    ],
    completes: 'profile',
    load: () => import('../open/console.ts'),
  },
  {
    name: 'credential-process',
    summary: 'the JSON that credential_process in ~/.aws/config expects',
    brief: 'what credential_process in ~/.aws/config expects',
    usage: ['rolecall credential-process PROFILE'],
    atMost: 1,
    flags: [
      { name: 'request', value: 'ID', summary: 'a stored request, which a live role names by its ID' },
      ...roleFlags,
    ],
    examples: [['credential_process = rolecall credential-process prod-admin', 'as a line of a profile']],
    completes: 'profile',
    isQuietWhenLate: true,
    load: () => import('../open/credential-process.ts'),
  },
  {
    name: 'refresh',
    summary: 'new credentials for the role you are in, from exactly the same request as before',
    brief: 'new keys for the role you are in; another region',
    usage: ['rolecall refresh'],
    atMost: 0,
    flags: roleFlags.filter(({ name }) => name === 'mfa-code'),
    examples: [['rolecall refresh', 'before a long command']],
    inPlace: true,
    load: () => import('../open/refresh.ts'),
  },
  {
    name: 'region',
    summary: 'another region for the role you are in, with the same keys; without REGION, show the region in use',
    usage: ['rolecall region [REGION]'],
    atMost: 1,
    flags: [],
    examples: [
      ['rolecall region eu-west-1', 'without a call to AWS; refresh and renewal keep it'],
      ['rolecall region', 'the region in use, and where it comes from'],
    ],
    completes: 'region',
    inPlace: true,
    load: () => import('../open/region.ts'),
  },
  {
    name: 'off',
    summary: 'leave the role, in a shell with the hook of rolecall init',
    brief: 'leave the role, in a shell with the hook of init',
    usage: ['rolecall off'],
    atMost: 0,
    flags: [],
    examples: [['rolecall off', 'the environment as it was before']],
    inPlace: true,
    load: () => import('../open/off.ts'),
  },
  {
    name: 'renew',
    summary: 'what a prompt calls when little time is left',
    usage: ['rolecall --in-place WHERE --renew'],
    flags: [],
    examples: [],
    inPlace: true,
    hidden: true,
    isQuietWhenLate: true,
    load: () => import('../open/renew.ts'),
  },
  {
    name: 'forget',
    summary: 'delete the sessions cached on this machine',
    usage: ['rolecall forget [PROFILE…]'],
    flags: [],
    examples: [
      ['rolecall forget', 'all of them'],
      ['rolecall forget prod-admin', 'every session of that role, and the MFA session of its source'],
    ],
    completes: 'profile',
    load: () => import('../open/forget.ts'),
  },
];
