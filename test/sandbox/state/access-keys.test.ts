import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type AccessKey,
  isSpread,
  type KeyReader,
  noteChange,
  statusOf,
  statusSeenBy,
} from '../../../source/sandbox/state/access-keys.ts';

const aKey = (): AccessKey => ({ id: 'AKIA', secret: 's', active: true, createdAt: 0 });

const late = { sts: 10, iam: 20, lists: 0, flicker: false };

/** What a reader sees at each of some times. */
const seen = (key: AccessKey, reader: KeyReader, ...times: number[]) =>
  times.map((time) => statusSeenBy(reader, key, time));

test('a key to which nothing was done is what it is', () => {
  const key = aKey();
  assert.deepEqual(seen(key, 'sts', 0), ['Active']);
  key.active = false;
  assert.deepEqual(seen(key, 'sts', 0), ['Inactive']);
  assert.ok(isSpread(key, 0));
});

test('each reader learns of a new key by itself', () => {
  const key = aKey();
  noteChange(key, 'none', 100, late);
  assert.deepEqual(seen(key, 'sts', 100, 109, 110), ['none', 'none', 'Active']);
  assert.deepEqual(seen(key, 'iam', 100, 119, 120), ['none', 'none', 'Active']);
  assert.deepEqual(seen(key, 'lists', 100), ['Active']);
  assert.deepEqual([isSpread(key, 119), isSpread(key, 120)], [false, true]);
});

test('changes follow each other; a quicker one hides a slower one before it', () => {
  const key = aKey();
  noteChange(key, 'none', 0, late);
  key.active = false;
  noteChange(key, 'Active', 5, late);
  key.deleted = true;
  noteChange(key, 'Inactive', 12, late);
  assert.equal(statusOf(key), 'none');
  assert.deepEqual(seen(key, 'sts', 9, 10, 14, 15, 21, 22), [
    'none',
    'Active',
    'Active',
    'Inactive',
    'Inactive',
    'none',
  ]);

  const other = aKey();
  other.active = false;
  noteChange(other, 'Active', 0, { ...late, sts: 100 });
  other.active = true;
  noteChange(other, 'Inactive', 1, { ...late, sts: 9 });
  assert.deepEqual(seen(other, 'sts', 5, 10, 100), ['Active', 'Active', 'Active']);
});

test('flickering: old and new by turns in the second half of the delay, each reader by itself', () => {
  const key = aKey();
  noteChange(key, 'none', 0, { ...late, flicker: true });
  assert.deepEqual(seen(key, 'sts', 4, 5, 6, 9, 9, 10, 10), [
    'none',
    'Active',
    'none',
    'Active',
    'none',
    'Active',
    'Active',
  ]);
  assert.deepEqual(seen(key, 'iam', 9, 10, 10), ['none', 'Active', 'none']);
});

test('changes that everybody knows are not remembered', () => {
  const key = aKey();
  for (let time = 0; time < 1000; time += 10) {
    key.active = !key.active;
    noteChange(key, key.active ? 'Inactive' : 'Active', time, late);
  }
  assert.ok((key.changes?.length ?? 0) <= 3);
  assert.deepEqual(seen(key, 'sts', 999, 1000), ['Inactive', 'Active']);
});
