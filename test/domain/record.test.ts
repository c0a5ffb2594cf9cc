import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatFault } from '../../source/domain/formats.ts';
import { jsonIn, recordIn } from '../../source/domain/record.ts';

test('the value of a text of JSON, and its object', () => {
  assert.deepEqual(recordIn(' {"a": [1]}\n'), { a: [1] });
  for (const [text, value] of [
    ['[1]', [1]],
    ['null', null],
    ['5', 5],
    ['"a"', 'a'],
  ] as const) {
    assert.deepEqual(jsonIn(text), value);
    assert.equal(recordIn(text), undefined, text);
  }
  for (const text of ['', '{', '{"a": 1', '\uFEFF{}', 'undefined', "{'a': 1}"]) {
    assert.equal(jsonIn(text), undefined, text);
    assert.equal(recordIn(text), undefined, text);
  }
});

test('a file of a higher version is newer, every other one that cannot be used is damaged', () => {
  for (const value of [{ version: 3 }, { version: 2.5, more: 1 }]) assert.equal(formatFault(value, 2), 'newer');
  for (const value of [
    undefined,
    null,
    5,
    [3],
    {},
    { version: 2 },
    { version: 1 },
    { version: '3' },
    { version: null },
  ])
    assert.equal(formatFault(value, 2), 'damaged', JSON.stringify(value));
});
