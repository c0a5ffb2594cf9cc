import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { commandFileText } from '../../../source/domain/shells/command-file.ts';
import { Problem } from '../../../source/problem.ts';
import { profilesOf, valuesOf } from '../profiles/files.ts';
import { exampleRole } from './example.ts';

const { credentials } = exampleRole().session;
const keys = {
  aws_access_key_id: credentials.accessKeyId,
  aws_secret_access_key: credentials.secretAccessKey,
  aws_session_token: credentials.sessionToken ?? '',
};
/** The profiles that are read back out of the file of a session with that name. */
const profilesIn = (profile: string) => valuesOf(profilesOf(undefined, commandFileText({ profile, credentials })));

describe('commandFileText', () => {
  it('is a credentials file with the keys as default, and under the name of the profile', () => {
    assert.deepEqual(profilesIn('prod-admin'), { default: keys, 'prod-admin': keys });
    assert.match(commandFileText({ profile: 'a', credentials }), /^\[default\]\naws_access_key_id = ASIAROLE\n/);
  });

  it('has a section for the name by which a found role is called, too', () => {
    const text = commandFileText({ profile: 'corp:444455556666/Admin', credentials }, 'Workshop/Admin');
    assert.deepEqual(valuesOf(profilesOf(undefined, text)), {
      default: keys,
      'corp:444455556666/Admin': keys,
      'Workshop/Admin': keys,
    });
    assert.equal(commandFileText({ profile: 'a', credentials }, 'b]c'), commandFileText({ profile: 'a', credentials }));
  });

  for (const [name, why] of [
    ['Production Admin', 'spaces inside'],
    ['prod/Admin', 'a found role'],
    ['777788889999/Auditor', 'a role without a profile'],
    ['prüfung', 'other alphabets'],
    ['a=b', 'an equals sign'],
  ] as const) {
    it(`has a section for ${name}: ${why}`, () => assert.deepEqual(profilesIn(name), { default: keys, [name]: keys }));
  }

  for (const [name, why] of [
    ['default', 'it is there already'],
    ['DEFAULT', 'Python would hand its keys to every other section'],
    ['', 'no name'],
    ['a]b', 'the bracket ends it'],
    ['a[b', 'a bracket'],
    ['a #b', 'a comment'],
    ['a ;b', 'a comment'],
    [' a', 'a space at its end'],
    ['a\n[b]\naws_access_key_id = x', 'lines of its own'],
    ['a\u2028b', 'a line for some'],
    ['sso-session a', 'another kind of section'],
    ['services a', 'another kind of section'],
    ['profile a', 'some read it as a'],
  ] as const) {
    it(`has no section for ${JSON.stringify(name)}: ${why}`, () =>
      assert.equal(
        commandFileText({ profile: name, credentials }),
        commandFileText({ profile: 'default', credentials }),
      ));
  }

  it('holds no key that does not end by itself', () => {
    const { sessionToken: _, ...without } = credentials;
    assert.throws(
      () => commandFileText({ profile: 'a', credentials: without }),
      (error) => error instanceof Problem && error.text.code === 'key-long-term',
    );
  });

  it('refuses keys that would be more than a value, and does not show them', () => {
    for (const secretAccessKey of ['x\n[other]', 'x #y', '', 'x\0y']) {
      assert.throws(
        () => commandFileText({ profile: 'a', credentials: { ...credentials, secretAccessKey } }),
        (error) => error instanceof Problem && error.text.title.startsWith('These keys hold characters'),
      );
    }
  });
});
