import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { checkSignature, segmentStart, signedAdHoc } from '../../../scripts/release/macho.ts';

const start = 10_000;

/** A program of macOS of three segments, with room for a signature at {@link start} and something else there. */
function madeUp(): Buffer {
  const commands = [
    segment('__TEXT', 0, 4096),
    segment('__BUN', 4096, 4000),
    segment('__LINKEDIT', 8192, start - 8192 + 40),
    Buffer.alloc(16),
  ];
  commands[3]?.writeUInt32LE(0x1d, 0);
  commands[3]?.writeUInt32LE(16, 4);
  commands[3]?.writeUInt32LE(start, 8);
  commands[3]?.writeUInt32LE(40, 12);
  const header = Buffer.alloc(32);
  header.writeUInt32LE(0xfeedfacf, 0);
  header.writeUInt32LE(commands.length, 16);
  const head = Buffer.concat([header, ...commands]);
  return Buffer.concat([head, randomBytes(start - head.length), Buffer.alloc(40, 7)]);
}

function segment(name: string, at: number, size: number): Buffer {
  const made = Buffer.alloc(72);
  made.writeUInt32LE(0x19, 0);
  made.writeUInt32LE(72, 4);
  made.write(name, 8);
  made.writeBigUInt64LE(BigInt(size), 32);
  made.writeBigUInt64LE(BigInt(at), 40);
  made.writeBigUInt64LE(BigInt(size), 48);
  return made;
}

test('a signed program is whole: every page has its hash, the last segment ends with the signature', () => {
  const program = madeUp();
  const signed = signedAdHoc(program, 'dev.example');
  assert.deepEqual(checkSignature(signed), {
    identifier: 'dev.example',
    isAdHoc: true,
    pages: 3,
    bad: [],
    isWhole: true,
  });
  const [header, commands] = [32, 3 * 72];
  assert.deepEqual(signed.subarray(header + commands + 16, start), program.subarray(header + commands + 16, start));
  const linkEdit = 32 + 2 * 72;
  assert.equal(signed.readBigUInt64LE(linkEdit + 48), BigInt(signed.length - 8192));
  assert.equal(signed.readBigUInt64LE(linkEdit + 32), 0x4000n);
});

test('the same program is signed with the same bytes, also over a signature of ours', () => {
  const program = madeUp();
  const signed = signedAdHoc(program, 'dev.example');
  assert.deepEqual(signedAdHoc(program, 'dev.example'), signed);
  assert.deepEqual(signedAdHoc(signed, 'dev.example'), signed);
});

test('a byte that changed after signing is found on its page', () => {
  for (const [at, page] of [
    [500, 0],
    [5_000, 1],
    [start - 1, 2],
  ] as const) {
    const changed = signedAdHoc(madeUp(), 'dev.example');
    changed[at] = (changed[at] ?? 0) ^ 1;
    assert.deepEqual(checkSignature(changed).bad, [page]);
  }
});

test('bytes behind the signature, and a signature that covers less than there is, are found', () => {
  const signed = signedAdHoc(madeUp(), 'dev.example');
  assert.equal(checkSignature(Buffer.concat([signed, Buffer.alloc(1)])).isWhole, false);
  const shorter = Buffer.from(signed);
  const codeLimit = start + 20 + 32;
  shorter.writeUInt32BE(4096, codeLimit);
  assert.equal(checkSignature(shorter).isWhole, false);
});

test('no signature, a broken one and other kinds of file are errors', () => {
  assert.throws(() => checkSignature(Buffer.from('\x7fELF'.padEnd(100))), /no thin 64-bit program/);
  assert.throws(() => checkSignature(madeUp()), /signature is broken/);
  const without = madeUp();
  without.writeUInt32LE(0x1b, 32 + 3 * 72);
  assert.throws(() => signedAdHoc(without, 'dev.example'), /no room for a signature/);
});

test('a segment is found by its name', () => {
  assert.equal(segmentStart(madeUp(), '__BUN'), 4096);
  assert.throws(() => segmentStart(madeUp(), '__DATA'), /no segment __DATA/);
});
