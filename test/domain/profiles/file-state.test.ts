import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSettled, type Seen, stateOf } from '../../../source/domain/profiles/file-state.ts';

const second = 1_000_000_000n;
const found = { dev: 1n, ino: 2n, size: 3n, mtimeNs: 100n * second, ctimeNs: 100n * second };
const seen = (path: string, stats: Seen['stats'] = found): readonly Seen[] => [{ path, stats }];

const others: readonly (readonly [what: string, files: readonly Seen[]])[] = [
  ['another path', seen('credentials')],
  ['no file', [{ path: 'config', stats: undefined }]],
  ['another disk', seen('config', { ...found, dev: 9n })],
  ['another file', seen('config', { ...found, ino: 9n })],
  ['another size', seen('config', { ...found, size: 9n })],
  ['written a nanosecond later', seen('config', { ...found, mtimeNs: found.mtimeNs + 1n })],
  ['its time put back', seen('config', { ...found, ctimeNs: found.ctimeNs + 1n })],
  ['one more', [...seen('config'), ...seen('credentials')]],
];

for (const [what, files] of others) {
  test(`not the same: ${what}`, () => assert.notEqual(stateOf(files), stateOf(seen('config'))));
}

test('the same files are the same, over 2⁵³ as well', () => {
  const large = { ...found, ino: 2n ** 63n };
  assert.equal(stateOf(seen('config', large)), stateOf(seen('config', { ...large })));
  assert.notEqual(stateOf(seen('config', large)), stateOf(seen('config', { ...large, ino: large.ino + 1n })));
});

const ages: readonly (readonly [seconds: number, settled: boolean])[] = [
  [-1, false],
  [0, false],
  [2, false],
  [3, true],
];

for (const [seconds, settled] of ages) {
  test(`${seconds} s after the newest change it is ${settled ? '' : 'not '}settled`, () => {
    const files = [...seen('config', { ...found, mtimeNs: 1n * second }), { path: 'credentials', stats: undefined }];
    assert.equal(isSettled(files, 100_000 + seconds * 1000), settled);
  });
}
