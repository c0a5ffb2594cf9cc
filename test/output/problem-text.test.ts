import assert from 'node:assert/strict';
import { test } from 'node:test';
import { banner } from '../../source/output/banner.ts';
import { problemParts, problemText } from '../../source/output/problem-text.ts';
import { exampleRole, noon } from '../domain/shells/example.ts';

const problem = {
  code: 'x',
  title: 'AWS does not let you into the role Admin in 555566667777, which is a longer sentence than fits',
  tried: 'sts:AssumeRole arn:aws:iam::555566667777:role/with/a/very/long/path/that/no/terminal/has/room/for/Admin',
  said: 'AccessDenied: User is not authorized to perform sts:AssumeRole on that resource',
  means: 'The trust policy does not name you, or your own policies do not allow the call, or both.',
  todo: ['Ask the owner of the account to add you to the trust policy.', 'rolecall show prod-admin'],
};

test('a problem is wrapped at words to the terminal, and by nobody where a program reads it', () => {
  for (const columns of [40, 60, 80]) {
    const lines = problemText(problem, { colors: false, debug: false, columns }).trimEnd().split('\n');
    for (const line of lines) assert.ok(line.length <= columns || !line.trim().includes(' '), `${columns}: ${line}`);
    assert.ok(lines.slice(1).every((line) => line.startsWith('  ')));
    const words = (text: string) => text.split(/\s+/).join(' ');
    assert.equal(words(lines.join(' ')), words(problemText(problem, { colors: false, debug: false }).trimEnd()));
  }
  assert.equal(problemText(problem, { colors: false, debug: false }).trimEnd().split('\n').length, 6);
});

test('the banner is wrapped at words, with its styles', () => {
  const look = { canvas: { depth: 24, background: undefined }, now: noon } as const;
  const text = banner(exampleRole(), { ...look, columns: 40 });
  const shown = Bun.stripANSI(text).trimEnd().split('\n');
  assert.ok(shown.length > 1 && shown.every((line) => line.length <= 40), text);
  assert.ok(shown.slice(1).every((line) => line.startsWith('  ')));
  assert.equal(banner(exampleRole(), look).trimEnd().split('\n').length, 1);
});

test('the parts of a problem have the same words on stderr and on the screen', () => {
  const words = (place: 'stderr' | 'screen') =>
    problemParts(problem, place).map(({ part, label }) => `${part}: ${label.replace('AWS ', '')}`);
  assert.deepEqual(words('screen').sort(), words('stderr').sort());
});
