import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { Problem } from '../../source/problem.ts';
import { tryTarget } from './run.ts';
import { assertShowable, orProblem, target } from './target.ts';
import { shareOf, targets } from './targets.ts';

/** `npm run fuzz` tries a million, others each time; every test run these, so that red means a change and not chance. */
const inputs = 16_000;
const seed = Number(process.env.ROLECALL_FUZZ_SEED ?? 20_261_123);

describe(`no input breaks anything (ROLECALL_FUZZ_SEED=${seed})`, () => {
  for (const each of targets) {
    test(each.name, async (context) => {
      context.after(() => each.close?.());
      const { runs, slowest } = await tryTarget(each, { runs: shareOf(each, inputs), seed });
      context.diagnostic(`${runs} inputs, slowest ${Math.ceil(slowest)} ms`);
    });
  }
});

describe('the fuzzer itself', () => {
  const broken = (attempt: () => void) => target({ name: 'broken', weight: 1, inputs: fc.string(), attempt });

  test('finds what crashes, with the seed', async () => {
    const crashes = broken(() => {
      throw new TypeError('undefined is not a function');
    });
    await assert.rejects(
      () => tryTarget(crashes, { runs: 10, seed: 7 }),
      /broken, seed 7, .*[\s\S]*undefined is not a function/,
    );
  });

  test('finds what takes too long', async () => {
    const slow = broken(() => {
      // By the clock of this thread, as it is measured: on a busy machine others have most of the time.
      const end = process.threadCpuUsage().user + 40_000;
      while (process.threadCpuUsage().user < end);
    });
    await assert.rejects(() => tryTarget(slow, { runs: 1, seed: 7, wait: 5 }), /took \d+ ms/);
  });

  test('lets a problem in words pass, and nothing else', () => {
    const fail = (error: Error) => () => {
      throw error;
    };
    assert.equal(orProblem(fail(new Problem({ code: 'no-good', title: 'It is no good.' }))), undefined);
    assert.throws(() => orProblem(fail(new Problem({ code: 'no-good', title: ' ' }))), /a title/);
    assert.throws(() => orProblem(fail(new Problem({ code: '', title: 'It is no good.' }))), /a code/);
    assert.throws(() => orProblem(fail(new RangeError('oh'))), RangeError);
  });

  test('knows what steers a terminal', () => {
    for (const evil of ['\u001b[2J', 'a\u202eb', '\u009b1m', '\u2028', '\ud800', '\u007f', 'a\rb', '\u200b']) {
      assert.throws(() => assertShowable(evil, 'it'), /lets U\+/, JSON.stringify(evil));
    }
    for (const fine of ['two\nlines', 'é 共有 👩‍💻 ★', '\ufffd']) assertShowable(fine, 'it');
  });
});
