import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '../source/problem.ts';

test('a problem with more to say is the same one: its words, its exit code, what caused it', () => {
  const cause = new Error('disk');
  const text = {
    code: 'file-unwritable',
    title: 'It cannot be written.',
    means: 'The disk is full.',
    todo: ['Make room.'],
    exitCode: 2,
  };
  const more = new Problem(text, { cause }).withMore({ means: 'The key is stored.', todo: ['Then go on.'] });
  assert.deepEqual(more.text, {
    ...text,
    means: 'The disk is full. The key is stored.',
    todo: ['Make room.', 'Then go on.'],
  });
  assert.equal(more.cause, cause);
  const bare = new Problem({ code: 'x', title: 'X.' });
  assert.deepEqual(bare.withMore({ todo: ['Go.'] }).text, { code: 'x', title: 'X.', todo: ['Go.'] });
  assert.deepEqual(bare.withMore({ means: 'Y.' }).text, { code: 'x', title: 'X.', means: 'Y.' });
});
