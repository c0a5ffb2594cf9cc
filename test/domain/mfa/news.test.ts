import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeQuestion } from '../../../source/domain/mfa/ask.ts';
import { deviceOf } from '../../../source/domain/mfa/code.ts';
import { codeAdvice, codeNews } from '../../../source/domain/mfa/news.ts';

const now = 1_000_000;
const question = (over: Partial<CodeQuestion> = {}): CodeQuestion => ({
  device: deviceOf('arn:aws:iam::111122223333:mfa/mary-phone'),
  attempt: 1,
  reason: '',
  ...over,
});

test('codeNews: what became of the last code, and how long until the next', () => {
  const table: readonly [over: Partial<CodeQuestion>, tone: string | undefined, text: string | undefined][] = [
    [{}, undefined, undefined],
    [{ notBefore: now + 16_500 }, 'warn', 'The current code has been used; the next one appears in 17 s.'],
    [{ notBefore: now - 1 }, 'good', 'The next code is ready.'],
    [
      { attempt: 2, rejected: 'reused', notBefore: now + 17_000 },
      'warn',
      'That code has been used; the next one appears in 17 s.',
    ],
    [{ attempt: 2, rejected: 'reused' }, 'warn', 'That code has been used. The device now shows the next one.'],
    [{ attempt: 2, rejected: 'wrong' }, 'bad', 'That code was not accepted. Attempt 2.'],
    [{ attempt: 3, rejected: 'malformed' }, 'bad', 'A code has six digits. Attempt 3.'],
  ];
  for (const [over, tone, text] of table) {
    const news = codeNews(question(over), now);
    assert.deepEqual([news?.tone, news?.texts[0]], [tone, text], JSON.stringify(over));
  }
});

test('codeNews: there are words for every width, the longest first', () => {
  for (const over of [
    { notBefore: now + 30_000 },
    { attempt: 2, rejected: 'reused', notBefore: now + 30_000 },
    { attempt: 2, rejected: 'reused' },
    { attempt: 2, rejected: 'wrong' },
    { attempt: 2, rejected: 'malformed' },
  ] as const) {
    const lengths = codeNews(question(over), now)?.texts.map(({ length }) => length) ?? [];
    assert.deepEqual(
      lengths,
      lengths.toSorted((one, other) => other - one),
    );
    assert.ok((lengths.at(-1) ?? 99) <= 19, JSON.stringify(over));
    assert.ok(lengths.some((length) => length <= 38));
  }
});

test('codeAdvice: after two refusals, the clock, the entry, another device', () => {
  assert.deepEqual(codeAdvice(question({ attempt: 2, rejected: 'wrong' })), []);
  assert.deepEqual(codeAdvice(question({ attempt: 3, rejected: 'reused' })), []);
  const [clock, entry, ...more] = codeAdvice(question({ attempt: 3, rejected: 'wrong' }));
  assert.match(clock ?? '', /phone's clock/);
  assert.match(entry ?? '', /mary-phone/);
  assert.deepEqual(more, []);
  const others = [deviceOf('arn:aws:iam::111122223333:mfa/mary-tablet')];
  assert.match(codeAdvice(question({ attempt: 4, rejected: 'wrong', others })).at(-1) ?? '', /Another of your devices/);
  const token = question({ attempt: 3, rejected: 'wrong', device: deviceOf('GAHT12345678') });
  assert.match(codeAdvice(token)[0] ?? '', /token.*resync/);
});
