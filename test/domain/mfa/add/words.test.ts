import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import jsqr from 'jsqr';
import { qrModules } from '../../../../source/adapters/terminal/qr.ts';
import { deviceNameFault, serialOf, usualNames } from '../../../../source/domain/mfa/add/device-name.ts';
import { fitsPicture, pictureLines, pictureSize } from '../../../../source/domain/mfa/add/qr-picture.ts';
import { otpauthUri, secretLines } from '../../../../source/domain/mfa/add/secret-words.ts';
import { enableWords } from '../../../../source/domain/mfa/add/two-codes.ts';

const decode = jsqr as unknown as typeof jsqr.default;
const secret = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.repeat(2);
const serial = 'arn:aws:iam::111122223333:mfa/mary';
const device = { serial, secret };

describe('the name of a device', () => {
  test('is that of the user, then numbered', () => {
    assert.deepEqual(usualNames('arn:aws:iam::111122223333:user/team/mary').slice(0, 3), ['mary', 'mary-2', 'mary-3']);
    assert.equal(serialOf('arn:aws-cn:iam::111122223333:user/mary', 'mary'), 'arn:aws-cn:iam::111122223333:mfa/mary');
  });
  for (const name of ['mary', 'a+b=c,d.e@f-g_h', 'x'.repeat(226)]) {
    test(`may be ${name.slice(0, 20)}`, () => assert.equal(deviceNameFault(name), undefined));
  }
  for (const name of ['', 'a b', 'a/b', 'marý', 'a\n', 'x'.repeat(227)]) {
    test(`may not be ${JSON.stringify(name.slice(0, 20))}`, () => assert.match(deviceNameFault(name) ?? '', /letters/));
  }
});

test('the link says whose codes it gives, with every character of a name escaped', () => {
  assert.equal(
    otpauthUri(device, 'arn:aws:iam::111122223333:user/team/mary'),
    `otpauth://totp/AWS:mary%40111122223333?secret=${secret}&issuer=AWS`,
  );
  const odd = new URL(otpauthUri(device, 'arn:aws:iam::111122223333:user/a+b=c,d@e'));
  assert.match(odd.href, /\/AWS:a%2Bb%3Dc%2Cd%40e%40111122223333\?/);
  assert.equal(odd.searchParams.get('secret'), secret);
});

test('a secret is read in groups of four', () => {
  assert.deepEqual(secretLines({ secret: 'ABCDEFGHIJ' }, 2), ['ABCD EFGH', 'IJ']);
  assert.equal(secretLines({ secret }, 8).length, 2);
});

test('the questions are short enough for the line below a picture', () => {
  const long = `arn:aws:iam::111122223333:mfa/${'n'.repeat(200)}`;
  for (const which of ['first', 'second'] as const) {
    for (const news of [undefined, 'malformed', 'same', 'refused', 'unanswered'] as const) {
      const words = enableWords({ which, serial: long, ...(news !== undefined && { news }) }, 1_000);
      assert.ok(words.length <= 60, words);
    }
  }
  assert.equal(enableWords({ which: 'second', serial }, 31_000), 'The next code (now or in 29 s): ');
  assert.equal(enableWords({ which: 'first', serial, news: 'refused' }, 0), 'Not accepted. Code of mary: ');
});

const styles = new RegExp(`${'\u001b'}\\[[\\d;]*m`, 'g');

/** What a camera sees of lines of half blocks: true is dark. */
function seen(lines: readonly string[], isInkDark: boolean): boolean[][] {
  return lines.flatMap((line) => {
    const blocks = [...line.replaceAll(styles, '')];
    return ['▀', '▄'].map((half) => blocks.map((block) => (block === '█' || block === half) === isInkDark));
  });
}

function read(rows: readonly (readonly boolean[])[]): string | undefined {
  const scale = 3;
  const size = (rows[0]?.length ?? 0) * scale;
  const height = rows.length * scale;
  const pixels = new Uint8ClampedArray(size * height * 4).fill(255);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < size; x++)
      if (rows[Math.floor(y / scale)]?.[Math.floor(x / scale)])
        pixels.fill(0, (y * size + x) * 4, (y * size + x) * 4 + 3);
  return decode(pixels, size, height)?.data;
}

describe('a QR code', () => {
  const uri = otpauthUri(device, 'arn:aws:iam::111122223333:user/mary');
  const modules = qrModules(uri);
  test('takes 45 columns and 23 rows, so that 80×24 has room for a question', () => {
    assert.deepEqual(pictureSize(modules), { columns: 45, rows: 23 });
    assert.equal(fitsPicture(modules, { columns: 80, rows: 24 }), true);
    assert.equal(fitsPicture(modules, { columns: 45, rows: 24 }), true);
    assert.equal(fitsPicture(modules, { columns: 44, rows: 24 }), false);
    assert.equal(fitsPicture(modules, { columns: 80, rows: 23 }), false);
  });
  const papers = [
    ['colors', true],
    ['few colors', true],
    ['on light', true],
    ['on dark', false],
  ] as const;
  for (const [paper, isInkDark] of papers) {
    test(`is read back: ${paper}`, () => {
      const lines = pictureLines(modules, paper);
      assert.equal(lines.length, 23);
      const rows = seen(lines, isInkDark);
      assert.equal(read(rows), uri);
      assert.ok([...(rows[0] ?? []), ...(rows[1] ?? []), ...(rows.at(-1) ?? [])].every((isDark) => !isDark));
      assert.equal(
        lines.every((line) => line.startsWith('\u001b')),
        paper.endsWith('colors'),
      );
    });
  }
  test('of the longest name still fits 100×40', () => {
    const long = qrModules(otpauthUri(device, `arn:aws:iam::111122223333:user/${'n'.repeat(64)}`));
    assert.equal(fitsPicture(long, { columns: 100, rows: 40 }), true);
  });
});
