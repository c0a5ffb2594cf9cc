import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atEnd, editText, insert, insertShown } from '../../../source/ui/text/text-input.ts';

test('typing goes in at the caret', () => {
  assert.deepEqual(insert({ text: 'ac', caret: 1 }, 'b'), { text: 'abc', caret: 2 });
});

test('what was pasted is one line without controls', () => {
  assert.deepEqual(insertShown(atEnd(''), 'a\r\nb\u001b[31m\u202ec'), { text: 'a  b[31mc', caret: 9 });
});

test('a caret counts what a reader sees', () => {
  const family = '👩‍👩‍👧';
  const line = insert(atEnd('a'), family);
  assert.equal(line.caret, 2);
  assert.deepEqual(editText(line, 'erase'), { text: 'a', caret: 1 });
});

const edits = [
  ['left', 'ab', 2, 'ab', 1],
  ['left', 'ab', 0, 'ab', 0],
  ['right', 'ab', 1, 'ab', 2],
  ['right', 'ab', 2, 'ab', 2],
  ['home', 'ab', 2, 'ab', 0],
  ['end', 'ab', 0, 'ab', 2],
  ['erase', 'abc', 2, 'ac', 1],
  ['erase', 'abc', 0, 'abc', 0],
  ['eraseNext', 'abc', 1, 'ac', 1],
  ['eraseNext', 'abc', 3, 'abc', 3],
  ['eraseRest', 'abc', 1, 'a', 1],
  ['eraseRest', 'abc', 3, 'abc', 3],
  ['eraseAll', 'abc', 2, 'c', 0],
  ['eraseWord', 'one two  ', 9, 'one ', 4],
  ['eraseWord', 'one two', 2, 'e two', 0],
] as const;

for (const [edit, text, caret, after, at] of edits) {
  test(`${edit} in “${text}” at ${caret}`, () => {
    assert.deepEqual(editText({ text, caret }, edit), { text: after, caret: at });
  });
}
