import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isTemporary, keysInClear } from '../../../source/domain/access-keys/in-clear.ts';
import { hasStoredKey, storedKeyLine } from '../../../source/domain/access-keys/line.ts';
import { resolveChain } from '../../../source/domain/profiles/resolve/chain.ts';
import { loadProfiles } from '../../../source/domain/profiles/resolve/load.ts';
import { Problem } from '../../../source/problem.ts';

const profilesOf = (config: string, credentials = '') =>
  loadProfiles(
    { kind: 'config', path: 'config', text: config },
    { kind: 'credentials', path: 'credentials', text: credentials },
  );
const profileOf = (config: string, name: string) => {
  const profile = profilesOf(config).get(name);
  assert.ok(profile);
  return profile;
};

describe('the line of a stored key', () => {
  test('is known again, whatever the path and the name', () => {
    const programs = [
      ['/usr/bin/rolecall'],
      ['/opt/my tools/rolecall'],
      ["/opt/o'brien/rolecall"],
      ['C:\\Tools\\rolecall.exe'.replaceAll('\\', '/')],
      ['C:\\Tools\\rolecall.exe'],
      ["C:\\Users\\Mary O'Brien\\rolecall.exe"],
      ['\\\\server\\share\\rolecall.exe'],
      ['/usr/bin/bun', '/home/mary/rolecall/source/main.ts'],
    ];
    for (const program of programs) {
      for (const name of ['mary', 'a+b@c.d%e:f/g', '-x']) {
        const line = storedKeyLine(program, name);
        assert.ok(hasStoredKey(profileOf(`[profile ${name}]\ncredential_process = ${line}\n`, name)), line);
      }
    }
    assert.throws(() => storedKeyLine([`/a'"$/rolecall`], 'mary'), Problem);
  });

  test('is one for Windows where the program lies there: no single quotes, which are none to it', () => {
    const program = ['C:\\Users\\Mary Major\\rolecall.exe'];
    const line = storedKeyLine(program, 'mary');
    assert.equal(line, '"C:\\Users\\Mary Major\\rolecall.exe" credential-process mary');
    const typed = 'C:\\Tools\\rolecall.exe credential-process mary';
    assert.ok(hasStoredKey(profileOf(`[profile mary]\ncredential_process = ${typed}\n`, 'mary')));
    assert.throws(() => storedKeyLine(['C:\\100%\\rolecall.exe'], 'mary'), Problem);
  });

  test('is no other line', () => {
    const lines = [
      'rolecall credential-process john',
      'rolecall credential-process mary --debug',
      'rolecall exec mary',
      'granted credential-process --profile=mary',
      'granted credential-process mary',
      'sh -c rolecall credential-process mary',
      'credential-process mary',
      "rolecall credential-process 'mary",
    ];
    for (const line of lines) {
      assert.equal(hasStoredKey(profileOf(`[profile mary]\ncredential_process = ${line}\n`, 'mary')), false, line);
    }
  });

  test('a chain starts from it, or from keys that come before it', () => {
    const line = 'credential_process = /bin/rolecall credential-process mary\n';
    const role = '[profile role]\nrole_arn = arn:aws:iam::444455556666:role/A\nsource_profile = mary\n';
    const source = (config: string, credentials = '') => resolveChain(profilesOf(config, credentials), 'role').source;
    assert.deepEqual(source(`[profile mary]\n${line}${role}`), { kind: 'stored-key', profile: 'mary' });
    assert.deepEqual(source(`[profile mary]\n${line}rolecall_key_process = pass x\n${role}`), {
      kind: 'stored-key',
      profile: 'mary',
      command: 'pass x',
    });
    const shadowed = source(
      `[profile mary]\n${line}${role}`,
      '[mary]\naws_access_key_id = AKIAX\naws_secret_access_key = s\n',
    );
    assert.equal(shadowed.kind, 'keys');
  });
});

test('keys in clear: long-term pairs of either file, and whether they hide a stored one', () => {
  const profiles = profilesOf(
    '[profile a]\naws_access_key_id = AKIA1\naws_secret_access_key = s\n' +
      '[profile c]\ncredential_process = rolecall credential-process c\n[profile role]\nrole_arn = x\n',
    '[b]\naws_access_key_id = AKIA2\naws_secret_access_key = s\n' +
      '[c]\naws_access_key_id = AKIA3\naws_secret_access_key = s\n' +
      '[half]\naws_access_key_id = AKIA4\n' +
      '[session]\naws_access_key_id = ASIA5\naws_secret_access_key = s\naws_session_token = t\n' +
      '[tokenless]\naws_access_key_id = ASIA6\naws_secret_access_key = s\n',
  );
  assert.deepEqual(
    keysInClear(profiles).map(({ profile, accessKeyId, at, shadows }) => [
      profile,
      accessKeyId,
      `${at.file}:${at.line}`,
      shadows,
    ]),
    [
      ['a', 'AKIA1', 'config:3', false],
      ['c', 'AKIA3', 'credentials:6', true],
      ['b', 'AKIA2', 'credentials:3', false],
    ],
  );
  const session = profiles.get('session');
  assert.ok(session && isTemporary(session));
});
