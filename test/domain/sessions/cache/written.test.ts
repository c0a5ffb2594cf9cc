import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byOwnClock, isClockKept } from '../../../../source/domain/sessions/cache/written.ts';

const noon = Date.UTC(2026, 0, 15, 12);
const minute = 60_000;
const hour = 60 * minute;

/** Written at noon on a machine that ran for so long; the look, so long after by the clock and by the machine. */
const looks: readonly (readonly [what: string, passed: number, ran: number | undefined, isKept: boolean])[] = [
  ['at once', 0, 0, true],
  ['half an hour later', 30 * minute, 1800, true],
  ['set back by a second, as time servers do', -1_000, 0, true],
  ['set back by two hours, at once', -2 * hour, 0, false],
  ['set back by two hours, which have passed since', 30 * minute, 9_000, false],
  ['set forward', 5 * hour, 60, true],
  ['after a restart', 2 * hour, -80_000, true],
  ['after a restart, set back', -hour, -80_000, false],
  ['set back by two hours, where the system tells no uptime', -2 * hour, undefined, false],
  ['later, where it tells none', hour, undefined, true],
];

for (const [what, passed, ran, isKept] of looks) {
  test(`an entry is ${isKept ? '' : 'not '}trusted: ${what}`, () => {
    const uptime = ran === undefined ? {} : { uptime: 100_000 };
    const present = { at: noon + passed, ...(ran !== undefined && { uptime: 100_000 + ran }) };
    assert.equal(isClockKept({ at: noon, ...uptime }, present), isKept);
  });
}

/** Of a shared home: written on a machine that ran for so long, and read on one with another uptime. Seconds. */
const machines: readonly (readonly [
  what: string,
  boots: readonly (string | undefined)[],
  passed: number,
  isKept: boolean,
])[] = [
  ['by a machine that has been running for longer', ['a', 'b'], minute, true],
  ['in the future of another one', ['a', 'b'], -2 * hour, false],
  ['by this machine, set back since', ['a', 'a'], minute, false],
  ['by a version that does not say on which', [undefined, 'b'], minute, false],
  ['and read where nobody says on which', ['a', undefined], minute, false],
];

for (const [what, [wrote, reads], passed, isKept] of machines) {
  test(`an entry is ${isKept ? '' : 'not '}trusted: written ${what}`, () => {
    const written = { at: noon, uptime: 1_000, ...(wrote && { boot: wrote }) };
    assert.equal(isClockKept(written, { at: noon + passed, uptime: 900_000, ...(reads && { boot: reads }) }), isKept);
  });
}

test('a slow clock gets the end of a session in its own time; a fast one gets no more than AWS says', () => {
  const keys = { accessKeyId: 'A', secretAccessKey: 's', sessionToken: 't', expiresAt: noon };
  const ends = (offset: number | undefined) => byOwnClock(keys, offset).expiresAt;
  assert.equal(ends(4 * minute), noon - 4 * minute);
  assert.equal(ends(2_000), noon, 'a Date header is good to a second or two');
  assert.equal(ends(-4 * minute), noon);
  assert.equal(ends(undefined), noon);
  assert.equal(byOwnClock({ accessKeyId: 'A', secretAccessKey: 's' }, hour).expiresAt, undefined);
});
