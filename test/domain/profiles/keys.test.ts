import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldKeys, fieldNamed, keyNamed, keysWith, profileKeys } from '../../../source/domain/profiles/keys.ts';

test('the table has every key once', () => {
  const names = profileKeys().map(({ name }) => name);
  assert.deepEqual([...new Set(names)], names);
});

test('a key that add and edit write has a flag and a place in the form, and is no secret: others see a command line', () => {
  assert.deepEqual(
    keysWith('flag').map(([key]) => key),
    keysWith('form').map(([key]) => key),
  );
  assert.deepEqual(
    fieldKeys().filter(({ key }) => keyNamed(key)?.secret),
    [],
  );
});

test('fieldNamed: a field by its flag or by its key', () => {
  assert.equal(fieldNamed('display-name'), 'display-name');
  assert.equal(fieldNamed('rolecall_display_name'), 'display-name');
  assert.equal(fieldNamed('role_session_name'), undefined);
});

test('a rule of STS lets its own examples through', () => {
  const examples: Readonly<Record<string, readonly [good: string, bad: string]>> = {
    'session-name': ['mary@example.com', 'mary smith'],
    'external-id': ['a:b/c', 'a b'],
    'source-identity': ['mary', 'aws:mary'],
  };
  for (const [key, { code, pattern }] of keysWith('sts')) {
    const [good, bad] = examples[code] ?? ['', ''];
    assert.ok(pattern.test(good), key);
    assert.ok(!pattern.test(bad), key);
  }
});
