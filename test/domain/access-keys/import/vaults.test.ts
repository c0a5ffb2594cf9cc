import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Vault } from '../../../../source/domain/access-keys/import/sources.ts';
import {
  asksVault,
  importFromVault,
  vaultEnvironment,
  vaultNames,
  vaultWords,
} from '../../../../source/domain/access-keys/import/vaults.ts';
import type { KnownKeys, Place } from '../../../../source/domain/access-keys/known.ts';
import { loadProfiles } from '../../../../source/domain/profiles/resolve/load.ts';

const id = 'AKIAIOSFODNN7EXAMPLE';
const lineOf = (name: string) => `/opt/rolecall credential-process ${name}`;

const stored = (place: Place): KnownKeys => new Map([['mary', { place, accessKeyId: id, user: '', storedAt: 0 }]]);

function planned(
  vault: Vault,
  config: string,
  { name = 'mary', credentials = '', known = new Map() as KnownKeys } = {},
) {
  const profiles = loadProfiles(
    { kind: 'config', path: '/c', text: config },
    { kind: 'credentials', path: '/k', text: credentials },
  );
  return importFromVault(vault, [name], { profiles, known }, lineOf);
}

test('vaultNames: one a line, as it stands there', () => {
  assert.deepEqual(vaultNames('bob two\nmary\n'), ['bob two', 'mary']);
  assert.deepEqual(vaultNames('mary\r\n\r\nmary\r\n'), ['mary']);
  assert.deepEqual(vaultNames(''), []);
});

test('vaultWords: the words of each program', () => {
  assert.deepEqual(vaultWords('aws-vault'), ['list', '--credentials']);
  assert.deepEqual(vaultWords('aws-vault', 'mary'), ['export', '--no-session', '--format=json', 'mary']);
  assert.deepEqual(vaultWords('granted'), ['credentials', 'list']);
  assert.deepEqual(vaultWords('granted', 'mary'), ['credential-process', '--profile', 'mary']);
});

test('vaultEnvironment: what chooses a back end stays, what chooses other credentials goes', () => {
  const env = {
    HOME: '/h',
    PATH: '/bin',
    OP_SESSION_my: 'o',
    CF_KEYRING_FILE_PASSWORD: 'c',
    AWS_VAULT_BACKEND: 'file',
    AWS_VAULT_FILE_PASSPHRASE: 'p',
    AWS_VAULT_FILE_DIR: '/d',
    AWS_VAULT_PASS_PREFIX: 'x',
    AWS_VAULT_KEYCHAIN_NAME: 'k',
    AWS_VAULT: 'other',
    AWS_CONFIG_FILE: '/c',
    AWS_SHARED_CREDENTIALS_FILE: '/k',
    AWS_PROFILE: 'other',
    AWS_DEFAULT_PROFILE: 'other',
    AWS_ROLE_ARN: 'arn',
    AWS_MFA_SERIAL: 's',
    AWS_SOURCE_PROFILE: 'other',
    AWS_ACCESS_KEY_ID: id,
    AWS_SECRET_ACCESS_KEY: 's',
    AWS_SESSION_TOKEN: 't',
    aws_security_token: 't',
  };
  const { HOME, PATH, OP_SESSION_my, CF_KEYRING_FILE_PASSWORD } = env;
  const common = { HOME, PATH, OP_SESSION_my, CF_KEYRING_FILE_PASSWORD };
  const { AWS_VAULT_BACKEND, AWS_VAULT_FILE_PASSPHRASE, AWS_VAULT_FILE_DIR, AWS_VAULT_PASS_PREFIX } = env;
  assert.deepEqual(vaultEnvironment('aws-vault', env, '/dev/null'), {
    ...common,
    AWS_VAULT_BACKEND,
    AWS_VAULT_FILE_PASSPHRASE,
    AWS_VAULT_FILE_DIR,
    AWS_VAULT_PASS_PREFIX,
    AWS_VAULT_KEYCHAIN_NAME: 'k',
    AWS_CONFIG_FILE: '/dev/null',
  });
  assert.deepEqual(vaultEnvironment('granted', env, '/dev/null'), {
    ...common,
    AWS_CONFIG_FILE: '/c',
    AWS_SHARED_CREDENTIALS_FILE: '/k',
  });
});

describe('asksVault', () => {
  const rows: readonly (readonly [vault: Vault, command: string, asks: boolean])[] = [
    ['granted', 'granted credential-process --profile=mary', true],
    ['granted', 'granted credential-process --profile mary', true],
    ['granted', '/usr/local/bin/granted credential-process --profile=mary', true],
    ['granted', '"C:\\Program Files\\granted.exe" credential-process --profile=mary', true],
    ['granted', 'dgranted credential-process --profile=mary', true],
    ['granted', 'granted credential-process --profile=bob', false],
    ['granted', 'granted credential-process', false],
    ['granted', 'granted sso credential-process --profile=mary', false],
    ['granted', 'not-granted credential-process --profile=mary', false],
    ['granted', 'aws-vault export --format=json mary', false],
    ['aws-vault', 'aws-vault export --format=json mary', true],
    ['aws-vault', '/opt/homebrew/bin/aws-vault exec --json mary', true],
    ['aws-vault', 'aws-vault exec mary --json', true],
    ['aws-vault', 'aws-vault exec bob --json', false],
    ['aws-vault', 'aws-vault login mary', false],
    ['aws-vault', "aws-vault exec 'mary", false],
  ];
  for (const [vault, command, asks] of rows) {
    test(`${vault}: ${command}`, () => assert.equal(asksVault(vault, command, 'mary'), asks));
  }
});

describe('importFromVault: what is imported', () => {
  const rows: readonly (readonly [what: string, vault: Vault, config: string])[] = [
    ['a name without a profile', 'aws-vault', ''],
    ['a profile without credentials', 'aws-vault', '[profile mary]\nmfa_serial = arn:aws:iam::111122223333:mfa/m\n'],
    [
      'a profile that asks aws-vault',
      'aws-vault',
      '[profile mary]\ncredential_process = aws-vault export --format=json mary\n',
    ],
    [
      'a profile that asks Granted',
      'granted',
      '[profile mary]\ncredential_process = granted credential-process --profile=mary\n',
    ],
  ];
  for (const [what, vault, config] of rows) {
    test(what, () =>
      assert.deepEqual(
        planned(vault, config).keys.map(({ name, key }) => [name, key]),
        [['mary', undefined]],
      ),
    );
  }
  test('what was imported before is done', () => {
    const done = planned('aws-vault', `[profile mary]\ncredential_process = ${lineOf('mary')}\n`, {
      known: stored('file'),
    });
    assert.deepEqual([done.keys, done.same], [[], ['mary']]);
    const half = planned('aws-vault', '', { known: stored('file') });
    assert.deepEqual(
      half.keys.map(({ isStored }) => isStored),
      [true],
    );
  });
});

describe('importFromVault: what stays, and why', () => {
  type More = Parameters<typeof planned>[2];
  const rows: readonly (readonly [what: string, vault: Vault, config: string, why: RegExp, more?: More])[] = [
    ['a name with a blank', 'aws-vault', '', /not every AWS tool/, { name: 'bob two' }],
    ['a name like a flag', 'aws-vault', '', /flag/, { name: '--debug' }],
    [
      'a role that names its source',
      'aws-vault',
      '[profile mary]\nrole_arn = arn:aws:iam::111122223333:role/a\nsource_profile = b\n',
      /cannot be both/,
    ],
    ['a portal', 'aws-vault', '[profile mary]\nsso_account_id = 111122223333\n', /Identity Center/],
    [
      'a key in clear',
      'aws-vault',
      '',
      /--from credentials/,
      { credentials: `[mary]\naws_access_key_id = ${id}\naws_secret_access_key = s\n` },
    ],
    ['another process', 'aws-vault', '[profile mary]\ncredential_process = /bin/other\n', /another credential_process/],
    [
      'a process of the other vault',
      'aws-vault',
      '[profile mary]\ncredential_process = granted credential-process --profile=mary\n',
      /another credential_process/,
    ],
    [
      'Granted’s line of another profile',
      'granted',
      '[profile mary]\ncredential_process = granted credential-process --profile=bob\n',
      /another credential_process/,
    ],
    ['a command of the person’s', 'granted', '', /command of yours/, { known: stored('command') }],
  ];
  for (const [what, vault, config, why, more] of rows) {
    test(what, () => {
      const { keys, left, conflicts } = planned(vault, config, more);
      assert.deepEqual(keys, []);
      const remarks = [...left, ...conflicts];
      assert.equal(remarks.length, 1);
      assert.match(remarks[0]?.why ?? '', why);
    });
  }
});
