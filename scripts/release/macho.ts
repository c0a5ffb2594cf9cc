import { createHash } from 'node:crypto';

// Thin 64-bit programs of macOS (Mach-O) and their signatures. Load commands are little-endian, signatures big-endian.

const magic = 0xfeedfacf;
const segmentCommand = 0x19;
const signatureCommand = 0x1d;
const superBlob = 0xfade0cc0;
const codeDirectory = 0xfade0c02;
const adHocFlag = 0x2;

/** Bytes that one hash of a signature that we write covers. */
const pageSize = 4096;
/** The memory of a segment is a multiple of this, in bytes. */
const memoryPage = 0x4000n;

/** Where a load command begins, in bytes from the start of the file. */
type Commands = { readonly signature: number; readonly segment: (name: string) => number };

/** @throws Error for any other kind of file */
function commandsOf(file: Buffer): Commands {
  if (file.length < 32 || file.readUInt32LE(0) !== magic) throw new Error('It is no thin 64-bit program of macOS.');
  const segments = new Map<string, number>();
  let signature: number | undefined;
  let at = 32;
  for (let left = file.readUInt32LE(16); left > 0; left -= 1) {
    const kind = file.readUInt32LE(at);
    if (kind === signatureCommand) signature = at;
    if (kind === segmentCommand) segments.set(file.toString('latin1', at + 8, at + 24).replace(/\0.*/s, ''), at);
    at += file.readUInt32LE(at + 4);
  }
  if (signature === undefined) throw new Error('It has no room for a signature.');
  const segment = (name: string): number => {
    const found = segments.get(name);
    if (found === undefined) throw new Error(`It has no segment ${name}.`);
    return found;
  };
  return { signature, segment };
}

/** Where the contents of a segment begin, in bytes. @throws Error where there is none of that name */
export const segmentStart = (file: Buffer, name: string): number =>
  Number(file.readBigUInt64LE(commandsOf(file).segment(name) + 40));

/**
 * The program with a fresh ad hoc signature, as `codesign --sign -` writes it, in place of the one that it has.
 * @throws Error where it is no thin 64-bit program with a signature
 */
export function signedAdHoc(program: Buffer, identifier: string): Buffer {
  const { signature, segment } = commandsOf(program);
  const [text, linkEdit] = [segment('__TEXT'), segment('__LINKEDIT')];
  /** Everything before the signature is signed. */
  const limit = program.readUInt32LE(signature + 8);
  const pages = Math.ceil(limit / pageSize);
  const name = Buffer.from(`${identifier}\0`);
  const head = 88;
  const directory = Buffer.alloc(head + name.length + pages * 32);
  words(directory, 0, codeDirectory, directory.length, 0x20400, adHocFlag);
  words(directory, 16, head + name.length, head, 0, pages, limit);
  // Size and kind of a hash (SHA-256), platform, and the page's size as a power of two.
  directory.set([32, 2, 0, Math.log2(pageSize)], 36);
  // Where the code lies, and that this is a main program.
  directory.writeBigUInt64BE(program.readBigUInt64LE(text + 40), 64);
  directory.writeBigUInt64BE(program.readBigUInt64LE(text + 48), 72);
  directory.writeBigUInt64BE(1n, 80);
  name.copy(directory, head);

  const blob = Buffer.alloc(20 + directory.length);
  words(blob, 0, superBlob, blob.length, 1, 0, 20);
  const size = Math.ceil(blob.length / 16) * 16;
  const signed = Buffer.concat([program.subarray(0, limit), Buffer.alloc(size)]);
  signed.writeUInt32LE(size, signature + 12);
  const length = BigInt(limit + size) - signed.readBigUInt64LE(linkEdit + 40);
  signed.writeBigUInt64LE(((length + memoryPage - 1n) / memoryPage) * memoryPage, linkEdit + 32);
  signed.writeBigUInt64LE(length, linkEdit + 48);
  // The load commands are signed as well: hashed once they are final.
  for (let page = 0; page < pages; page += 1) {
    hashOf('sha256', signed, page, pageSize, limit).copy(directory, head + name.length + page * 32);
  }
  directory.copy(blob, 20);
  blob.copy(signed, limit);
  return signed;
}

function words(into: Buffer, at: number, ...values: readonly number[]): void {
  for (const [index, value] of values.entries()) into.writeUInt32BE(value, at + 4 * index);
}

const hashOf = (algorithm: string, file: Buffer, page: number, size: number, limit: number): Buffer =>
  createHash(algorithm)
    .update(file.subarray(page * size, Math.min((page + 1) * size, limit)))
    .digest();

/** What a signature says, and whether the file is as it was signed. */
export type Signature = {
  readonly identifier: string;
  /** Of nobody: the system checks that the file is whole, not who made it. */
  readonly isAdHoc: boolean;
  readonly pages: number;
  /** Numbers of the pages whose hash is another. */
  readonly bad: readonly number[];
  /** Whether everything before the signature is signed, and nothing comes after it. */
  readonly isWhole: boolean;
};

/** By their number in a code directory. */
const algorithms = [undefined, 'sha1', 'sha256', 'sha256', 'sha384'] as const;

/**
 * Compares every page with its hash in every code directory of the signature, as macOS does when it runs the program.
 * @throws Error where it is no thin 64-bit program with a signature
 */
export function checkSignature(file: Buffer): Signature {
  const { signature } = commandsOf(file);
  const [start, size] = [file.readUInt32LE(signature + 8), file.readUInt32LE(signature + 12)];
  if (start + size > file.length || file.readUInt32BE(start) !== superBlob) throw new Error('Its signature is broken.');
  const blobs = Array.from({ length: file.readUInt32BE(start + 8) }, (_, index) => {
    return start + file.readUInt32BE(start + 16 + 8 * index);
  });
  const [first, ...others] = blobs
    .filter((at) => file.readUInt32BE(at) === codeDirectory)
    .map((at) => checkDirectory(file, at, start));
  if (first === undefined) throw new Error('Its signature lists no pages.');
  const bad = [first, ...others].flatMap((each) => each.bad);
  const isWhole = [first, ...others].every((each) => each.isWhole) && start + size === file.length;
  return { ...first, bad: [...new Set(bad)], isWhole };
}

/** @param at where the directory begins @param end where the signed part should end, in bytes */
function checkDirectory(file: Buffer, at: number, end: number): Signature {
  const field = (index: number) => file.readUInt32BE(at + 4 * index);
  const [flags, hashes, name, pages, limit] = [field(3), field(4), field(5), field(7), field(8)];
  const length = file.readUInt8(at + 36);
  const algorithm = algorithms[file.readUInt8(at + 37)];
  const size = 2 ** file.readUInt8(at + 39);
  if (algorithm === undefined) throw new Error('Its signature has hashes of an unknown kind.');
  const bad = Array.from({ length: pages }, (_, page) => page).filter((page) => {
    const place = at + hashes + page * length;
    const found = hashOf(algorithm, file, page, size, limit).subarray(0, length);
    return !found.equals(file.subarray(place, place + length));
  });
  return {
    identifier: file.toString('latin1', at + name, file.indexOf(0, at + name)),
    isAdHoc: (flags & adHocFlag) !== 0,
    pages,
    bad,
    isWhole: limit === end && pages === Math.ceil(limit / size),
  };
}
