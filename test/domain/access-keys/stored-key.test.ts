import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { knownKeysText, readKnownKeys } from '../../../source/domain/access-keys/known.ts';
import { readRotations, rotationsText } from '../../../source/domain/access-keys/rotation/notes.ts';
import {
  keyFault,
  printedKey,
  readPrintedKey,
  readStoredKey,
  type StoredKey,
  storedKeyText,
} from '../../../source/domain/access-keys/stored-key.ts';

const pair = (at: number) => ({
  accessKeyId: `AKIAIOSFODNN7EXAMPL${at}`,
  secretAccessKey: `wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEK0${at}`,
  createdAt: 1_700_000_000_000 + at,
});
const user = `arn:aws:iam::111122223333:user/${'p'.repeat(40)}/${'u'.repeat(64)}`;

describe('a stored key', () => {
  test('comes back as it was, and three of them fit into what Windows keeps by one name', () => {
    const keys: readonly StoredKey[] = [
      { user, current: pair(1) },
      { user, current: pair(1), next: pair(2) },
      { user, current: pair(2), previous: pair(1) },
      { user, current: pair(1), next: pair(2), previous: pair(3) },
    ];
    for (const key of keys) {
      assert.deepEqual(readStoredKey(storedKeyText(key)), key);
      assert.ok(storedKeyText(key).length < 1280);
    }
  });

  test('damaged or of a newer rolecall it is neither read nor taken for nothing', () => {
    const text = storedKeyText({ user, current: pair(1), next: pair(2) });
    const rows: [text: string, is: string][] = [
      ['', 'damaged'],
      ['[]', 'damaged'],
      ['{}', 'damaged'],
      [text.slice(0, -2), 'damaged'],
      [text.replace('"secret":', '"sekret":'), 'damaged'],
      [text.replace(/"next":\{[^}]*\}/, '"next":{}'), 'damaged'],
      [text.replace('"version":1', '"version":2'), 'newer'],
      [text.replace('"version":1', '"version":0'), 'damaged'],
    ];
    for (const [damaged, is] of rows) assert.equal(readStoredKey(damaged), is, damaged);
  });
});

describe('a key as it is typed or printed', () => {
  const { accessKeyId, secretAccessKey } = pair(1);

  test('is read from what credential_process prints, and printed as such', () => {
    const text = printedKey(pair(1));
    assert.deepEqual(JSON.parse(text), { Version: 1, AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey });
    assert.deepEqual(readPrintedKey(text), { accessKeyId, secretAccessKey });
  });

  test('is refused with a reason that holds nothing of it', () => {
    const rows: [key: { accessKeyId: string; secretAccessKey: string }, says: RegExp | undefined][] = [
      [{ accessKeyId, secretAccessKey }, undefined],
      [{ accessKeyId: '', secretAccessKey }, /access key ID is empty/],
      [{ accessKeyId, secretAccessKey: '' }, /secret access key is empty/],
      [{ accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secretAccessKey }, /temporary key/],
      [{ accessKeyId: 'short', secretAccessKey }, /not one that AWS gives/],
      [{ accessKeyId: secretAccessKey, secretAccessKey: accessKeyId }, /not one that AWS gives/],
      [{ accessKeyId, secretAccessKey: 'hush\nhush' }, /has spaces, control characters/],
    ];
    for (const [key, says] of rows) {
      const fault = keyFault(key);
      if (says === undefined) assert.equal(fault, undefined);
      else {
        assert.match(fault ?? '', says);
        assert.doesNotMatch(fault ?? '', /hush|wJalr/);
      }
    }
  });
});

describe('the records beside it', () => {
  test('what is known of keys: no word of another is taken, and a newer one is said', () => {
    const known = { place: 'file', accessKeyId: 'AKIA', user, storedAt: 1, usedAt: 2, createdAt: 3 } as const;
    const keys = new Map([
      ['mary', known],
      ['__proto__', known],
      ['constructor', known],
    ]);
    const read = readKnownKeys(knownKeysText(keys));
    assert.deepEqual([...read.value.keys()].sort(), ['__proto__', 'constructor', 'mary']);
    assert.deepEqual(read.value.get('mary'), known);
    for (const damaged of ['', 'null', '{"version":1}', '{"version":1,"keys":{"a":{"place":"cloud"}}}']) {
      assert.deepEqual([readKnownKeys(damaged).value.size, readKnownKeys(damaged).fault], [0, 'damaged'], damaged);
    }
    assert.equal(readKnownKeys('{"version":2,"keys":{}}').fault, 'newer');
  });

  test('rotations under way: one that cannot be read is not taken for none', () => {
    const rotation = { old: 'AKIA1', user, before: ['AKIA1'], at: 1, new: 'AKIA2', keepUntil: 2 };
    const rotations = new Map([['mary', rotation]]);
    assert.deepEqual(readRotations(rotationsText(rotations)), { value: rotations });
    for (const damaged of ['', '{}', '{"version":1,"rotations":{"mary":{"old":1}}}']) {
      assert.deepEqual(readRotations(damaged), { value: new Map(), fault: 'damaged' }, damaged);
    }
    assert.equal(readRotations('{"version":2,"rotations":{}}').fault, 'newer');
  });
});
