/** A file or a folder of an archive. */
export type Entry = {
  /** With slashes; of a folder with one at the end. */
  readonly path: string;
  /** Empty for a folder. */
  readonly bytes: Uint8Array;
  readonly mode: number;
};

/** A file that anybody may read; `isProgram` where it can be run. */
export const file = (path: string, content: string | Uint8Array, isProgram = false): Entry => ({
  path,
  bytes: typeof content === 'string' ? Buffer.from(content) : content,
  mode: isProgram ? 0o755 : 0o644,
});

const block = 512;

/**
 * A tar archive (ustar) that depends on its entries alone: sorted by path, all of them root's.
 * @param time of every entry, in seconds since 1970
 */
export function tar(entries: readonly Entry[], time: number): Buffer {
  const parts = sorted(entries).flatMap((entry) => {
    const rest = entry.bytes.length % block;
    return [header(entry, time), entry.bytes, Buffer.alloc(rest === 0 ? 0 : block - rest)];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * block)]);
}

/** By path, byte by byte. */
export const sorted = (entries: readonly Entry[]): readonly Entry[] =>
  [...entries].sort((one, other) => (one.path < other.path ? -1 : 1));

/** The folders in which the entries lie, each once, and the entries. */
export function withFolders(entries: readonly Entry[]): readonly Entry[] {
  const folders = new Set(entries.flatMap(({ path }) => foldersOf(path)));
  return [...[...folders].map((path): Entry => ({ path, bytes: Buffer.alloc(0), mode: 0o755 })), ...entries];
}

function foldersOf(path: string): readonly string[] {
  const words = path.split('/').slice(0, -1);
  return words.map((_, index) => `${words.slice(0, index + 1).join('/')}/`);
}

function header({ path, bytes, mode }: Entry, time: number): Buffer {
  if (Buffer.byteLength(path) > 100) throw new Error(`${path} is too long for a tar archive.`);
  const made = Buffer.alloc(block);
  const octal = (value: number, width: number) => `${value.toString(8).padStart(width - 1, '0')}\0`;
  made.write(path, 0);
  made.write(octal(mode, 8), 100);
  made.write(octal(0, 8), 108);
  made.write(octal(0, 8), 116);
  made.write(octal(bytes.length, 12), 124);
  made.write(octal(time, 12), 136);
  made.write(path.endsWith('/') ? '5' : '0', 156);
  made.write('ustar\x0000', 257);
  made.write('root', 265);
  made.write('root', 297);
  // The checksum is made with blanks in its own place.
  made.write(' '.repeat(8), 148);
  made.write(
    `${made
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  return made;
}
