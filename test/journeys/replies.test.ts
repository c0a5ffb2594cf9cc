import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as after } from 'node:timers/promises';
import { phone } from '../helpers/home.ts';
import { atHost, keys, sitDown } from '../helpers/person.ts';

/** What a terminal sends by itself, in pieces. */
const sent: readonly (readonly string[])[] = [
  ['\x1b]11;rgb:1c1c/1c1c/1c1c\x1b\\'],
  ['\x1b', ']11;rgb:1111/2222/3333\x07'],
  ['\x1bP>|XTerm(380', '123)\x1b\\'],
  ['\x1b_Gi=31;OK', '123456\x1b\\'],
  ['\x1b[12;', '34R'],
  ['\x1b[?64;1;2;6;9', ';15;22c'],
];

test('what the terminal answers is never a digit of a code, and a paste in two pieces is the code', async (context) => {
  const { home, terminal } = await sitDown(context);
  terminal.enter('rolecall hub');
  await terminal.until('mary-phone');
  for (const gap of [0, 20, 200]) {
    for (const pieces of sent) {
      for (const piece of pieces) {
        terminal.type(piece);
        await after(gap);
      }
    }
  }
  terminal.type('9');
  await terminal.until('│ 9 │');
  const digits = terminal.lines.find((line) => line.includes('│ 9 │'))?.replace(/\D/g, '');
  assert.equal(digits, '9', terminal.text);
  assert.equal(home.aws.count('GetSessionToken'), 0);
  const [begin, end] = keys.paste(home.aws.code(phone)).split('200~');
  terminal.type(begin ?? '');
  await after(200);
  terminal.type(`200~${end}`);
  await terminal.until('is now Hub');
});

test('Ctrl+C leaves a paste and an answer that never end', async (context) => {
  const { terminal } = await sitDown(context);
  for (const begun of ['\x1b[200~123', '\x1b]11;rgb:12', '\x1bP1', '\x1b[', '\x1b']) {
    terminal.enter('clear; rolecall hub');
    await terminal.until('mary-phone');
    terminal.type(begun);
    await after(20);
    terminal.type(keys.ctrlC);
    await terminal.until(atHost);
    assert.equal(await terminal.run('echo $?'), '130', JSON.stringify(begun));
  }
});
