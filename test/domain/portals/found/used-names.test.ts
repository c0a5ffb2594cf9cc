import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ledElsewhere,
  readUsedNames,
  usedNamesText,
  usedWith,
} from '../../../../source/domain/portals/found/used-names.ts';

test('a name leads where it led when it was first used, or it is said', () => {
  const used = usedWith(usedWith({}, 'prod/Admin', 'corp:1'), 'test/Admin', 'corp:2');
  assert.equal(ledElsewhere(used, 'prod/Admin', 'corp:1'), undefined);
  assert.equal(ledElsewhere(used, 'prod/Admin', 'corp:2'), 'corp:1');
  assert.equal(ledElsewhere(used, 'new/Admin', 'corp:2'), undefined);
  assert.equal(ledElsewhere(used, 'constructor', 'corp:2'), undefined);
  assert.equal(ledElsewhere(usedWith(used, 'prod/Admin', 'corp:2'), 'prod/Admin', 'corp:2'), undefined);
  assert.equal(usedWith(used, 'prod/Admin', 'corp:1'), used, 'nothing to write');
});

test('the file is read as it was written; of a damaged or newer one it is said that it is not understood', () => {
  const used = { 'prod/Admin': 'corp:1', __proto__x: 'corp:2' };
  assert.deepEqual(readUsedNames(usedNamesText(used)), { value: used });
  for (const text of ['', '{', 'null', '[]', '{"version":1,"names":[]}', '{"names":{"a":"b"}}', '{"version":"2"}']) {
    assert.deepEqual(readUsedNames(text), { value: {}, fault: 'damaged' }, text);
  }
  assert.deepEqual(readUsedNames('{"version":2,"names":{"a":"b"}}'), { value: {}, fault: 'newer' });
  assert.deepEqual(readUsedNames('{"version":3,"places":[]}'), { value: {}, fault: 'newer' });
  assert.deepEqual(readUsedNames('{"version":1,"names":{"a":7,"b":"c"}}'), { value: { b: 'c' } });
});

test('of many names the oldest are dropped', () => {
  let used = {};
  for (let at = 0; at < 2_100; at += 1) used = usedWith(used, `a${at}/R`, 'corp:1');
  assert.equal(Object.keys(used).length, 2_000);
  assert.equal(ledElsewhere(used, 'a0/R', 'corp:2'), undefined);
  assert.equal(ledElsewhere(used, 'a2099/R', 'corp:2'), 'corp:1');
});
