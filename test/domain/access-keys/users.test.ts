import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyUsers, someOf } from '../../../source/domain/access-keys/users.ts';
import { profilesOf } from '../profiles/files.ts';

const stored = (name: string) =>
  `[profile ${name}]\ncredential_process = /usr/bin/rolecall credential-process ${name}\n`;
const role = (name: string, source: string) =>
  `[profile ${name}]\nrole_arn = arn:aws:iam::444455556666:role/X\nsource_profile = ${source}\n`;

test('a stored key is used by all that start from it, over other roles as well, and by nothing that is broken or has its own', () => {
  const profiles = profilesOf(
    [stored('mary'), stored('bob'), role('b', 'a'), role('a', 'mary'), role('c', 'bob'), role('d', 'gone')].join(''),
  );
  assert.deepEqual(keyUsers('mary', profiles), ['b', 'a']);
  assert.deepEqual(keyUsers('gone', profiles), []);
});

test('a key in clear comes before the stored one: nothing needs that', () => {
  const clear = '[mary]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n';
  assert.deepEqual(keyUsers('mary', profilesOf(stored('mary') + role('a', 'mary'), clear)), []);
});

test('more than five names are counted', () => {
  assert.equal(someOf(['a']), 'a');
  assert.equal(someOf([...'abcde']), 'a, b, c, d, e');
  assert.equal(someOf([...'abcdefg']), 'a, b, c, d, e and 2 more');
});
