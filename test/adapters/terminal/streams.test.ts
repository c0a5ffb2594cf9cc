import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { test } from 'node:test';
import { terminalColumns } from '../../../source/adapters/runtime/descriptors.ts';
import { isTerminalByNumber } from '../../../source/adapters/terminal/streams.ts';

/** As the C library makes it of a major and a minor number. */
const device = (major: number, minor: number): number =>
  (minor & 0xff) | ((major & 0xfff) << 8) | ((minor & ~0xff) * 2 ** 12);

const devices: readonly (readonly [what: string, device: number, isTerminal: boolean | undefined])[] = [
  ['/dev/null', device(1, 3), false],
  ['/dev/full', device(1, 7), false],
  ['the first window', device(136, 0), true],
  ['window 256', device(136, 256), true],
  ['window 300 of the last', device(143, 300), true],
  ['a virtual console', device(4, 1), undefined],
  ['/dev/tty', device(5, 0), undefined],
  ['a printer', device(6, 0), undefined],
  ['a device of number 144', device(144, 0), undefined],
];

for (const [what, number, expected] of devices) {
  test(`by its number, ${what} ${expected === undefined ? 'has to be asked' : expected ? 'is a terminal' : 'is none'}`, () => {
    assert.equal(isTerminalByNumber(number, 'linux'), expected);
  });
}

test('elsewhere every device has to be asked', () => {
  assert.equal(isTerminalByNumber(device(136, 0), 'darwin'), undefined);
  assert.equal(isTerminalByNumber(device(1, 3), 'win32'), undefined);
});

test('the width is asked of the system where that is known to work', () => {
  for (const platform of ['darwin', 'win32'] as const) assert.equal(terminalColumns(1, platform), undefined);
});

test('/dev/null has the number that the table says', { skip: process.platform !== 'linux' && 'Linux only' }, () => {
  assert.equal(statSync('/dev/null').rdev, device(1, 3));
});
