import fc from 'fast-check';
import type { RoleInShell } from '../../../source/domain/shells/role.ts';

/** 2026-01-31T12:00:00Z, in milliseconds. */
export const noon = Date.UTC(2026, 0, 31, 12);

/** A role as the commands hand it over; `changes` replace what a test is about. */
export function exampleRole(
  changes: Partial<RoleInShell> & { readonly region?: string; readonly expiresAt?: number } = {},
): RoleInShell {
  const { region = 'eu-west-1', expiresAt = noon + 3_600_000, ...rest } = changes;
  return {
    session: {
      profile: 'prod-admin',
      credentials: {
        accessKeyId: 'ASIAROLE',
        secretAccessKey: 'role/secret+key',
        sessionToken: 'role-token==',
        expiresAt,
      },
      roleArn: 'arn:aws:iam::444455556666:role/ystataws',
      accountId: '444455556666',
      roleName: 'ystataws',
      region,
      notes: [],
      cached: false,
    },
    displayName: 'Production',
    color: '#b7ca9d',
    requestId: 'a1b2c3',
    previous: 'dev',
    confirm: false,
    sdkVariables: {},
    ...rest,
  };
}

/** What makes a role a live one. */
export const exampleLive = {
  configFile: '/cache/config-a1b2c3',
  ownConfigFile: '/home/mary/.aws/config',
  profile: 'rolecall-live-a1b2c3',
} as const;

/** What makes a role a served one. */
export const exampleServed = {
  ...exampleLive,
  configFile: '/cache/served-a1b2c3',
  server: { uri: 'http://127.0.0.1:44223/half-a-secret', token: 'the-other-half' },
} as const;

/** Texts that some shell takes for more than text. */
export const hostileTexts = [
  '$(touch x)',
  '`touch x`',
  '%n\\w',
  'a"b\'c',
  '%PATH% !! ^',
  'line\nbreak\n',
  ' \t two  spaces ',
  '-n',
  '~/x',
  '*?[a-z]{1,2}',
  'back\\slash\\',
  '\\$x \\`',
  '#no comment',
  '‘typographic’ ‚quotes‛',
  '👩‍👩‍👧 é ü',
  '\u001b[31mred\u001b[0m',
  '\u202eright to left',
  '\ufffd\uf600\ufffe',
  ';&|<>()',
  '',
];

/** Any text that can be the value of a variable: hostile ones, and all that a generator thinks of. */
export const anyValue = fc
  .oneof(
    fc.constantFrom(...hostileTexts),
    fc.array(fc.constantFrom(...hostileTexts.join(''), 'x'), { maxLength: 12 }).map((signs) => signs.join('')),
    fc.string({ unit: 'binary', maxLength: 20 }),
  )
  .map((text) => text.replaceAll(/[\0\p{Cs}]/gu, ''));
