import type { Flag } from './command.ts';

/** How a role is asked for: shared by every verb that opens one. */
export const roleFlags: readonly Flag[] = [
  { name: 'duration', value: 'TIME', summary: 'how long the session lasts: 1h, 90m, 3600' },
  { name: 'region', value: 'REGION', summary: "region for the session, instead of the profile's" },
  { name: 'session-name', value: 'NAME', summary: 'session name, as CloudTrail shows it' },
  { name: 'mfa-code', value: '-', summary: 'read the MFA code from standard input' },
  { name: 'min-remaining', value: 'TIME', summary: 'how much time a cached session must have left (default: 5m)' },
  { name: 'no-cache', summary: 'ask AWS, even if a session is cached' },
  {
    name: 'read-only',
    summary: 'a session that may only read (session policy ReadOnlyAccess); not with a policy of your own',
  },
  {
    name: 'policy',
    value: 'FILE',
    summary: 'a session policy: the session may do only what both this and the role allow',
  },
  { name: 'policy-arn', value: 'ARN', repeat: true, summary: 'a managed policy as session policy; may be repeated' },
  { name: 'tag', value: 'KEY=VALUE', repeat: true, summary: 'a session tag; may be repeated' },
  { name: 'source-identity', value: 'NAME', summary: 'the source identity of the session' },
  { name: 'role-arn', value: 'ARN', summary: 'a role without a profile, with --source-profile' },
  { name: 'source-profile', value: 'PROFILE', summary: 'the profile whose credentials assume --role-arn' },
  { name: 'external-id', value: 'ID', summary: 'the external ID for --role-arn' },
  { name: 'mfa-serial', value: 'SERIAL', summary: 'the MFA device for --role-arn' },
];

/** What every verb takes. */
export const globalFlags: readonly Flag[] = [
  { name: 'help', short: 'h', summary: 'show this help' },
  { name: 'version', short: 'V', summary: 'show the version' },
  { name: 'debug', summary: 'facts about a failure: request ID, endpoint, hop; never a secret' },
  { name: 'no-color', summary: 'no colours (so does NO_COLOR)' },
  { name: 'screen-reader', summary: 'plain lines of text instead of a drawn screen (so does INK_SCREEN_READER=true)' },
];
