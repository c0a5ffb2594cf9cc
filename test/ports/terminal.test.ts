import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTerminal } from '../../source/ports/terminal.ts';

test('a line that is told on a terminal does not steer it, whatever others wrote into it', () => {
  const written: string[] = [];
  const output = { write: (text: string) => written.push(text) };
  const terminal = createTerminal({ colorDepth: 1, isSpoken: async () => false, term: 'dumb', locks: '/nowhere' });
  terminal.linesOn({ output } as never).tell('1. \u001b]0;title\u0007prod\u202e, account 444455556666');
  assert.equal(written.length, 1);
  assert.match(written[0] ?? '', /^1\. .*prod.*, account 444455556666\r\n$/);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  assert.doesNotMatch(written[0] ?? '', /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u202e]/);
});

test('messages are for a terminal that is still ours: not for one that a command was given', () => {
  const terminal = createTerminal({ colorDepth: 1, isSpoken: async () => false, term: 'dumb', locks: '/nowhere' });
  assert.ok(terminal.isFree());
  terminal.leave();
  assert.ok(!terminal.isFree());
});
