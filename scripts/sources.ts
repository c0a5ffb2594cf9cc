/**
 * The program without the text of its sources. Crash reports need the files and lines of a source map; the bundler adds
 * the text of each file, one Zstandard frame each, and has no option against it. The frames are overwritten with zeros, which
 * weigh nothing when packed; offsets and length stay as they are. Packed, that is 1.3 MB of 59.
 */

/** Zstandard, RFC 8878: the first bytes of a frame. */
const magic = Buffer.from('28b52ffd', 'hex');

/**
 * Overwrites the frames in place.
 * @param program the compiled program
 * @param from where the bundle begins: after the runtime, which holds frames of its own
 * @returns how many there were
 */
export function dropSources(program: Buffer, from: number): number {
  let count = 0;
  for (let at = program.indexOf(magic, from); at >= 0; at = program.indexOf(magic, at + 1)) {
    const end = endOfFrame(program, at);
    if (end === undefined) continue;
    program.fill(0, at, end);
    count += 1;
    at = end - 1;
  }
  return count;
}

/** Bytes of the dictionary's number and of the content's size, by their flags in the frame's descriptor. */
const dictionaryBytes = [0, 1, 2, 4] as const;
const sizeBytes = [0, 2, 4, 8] as const;

/** Where a frame ends; undefined where it is none. Three bytes before each block say how long it is and whether it is the last. */
function endOfFrame(bytes: Buffer, start: number): number | undefined {
  const descriptor = bytes[start + 4] ?? 0;
  // One bit is reserved.
  if ((descriptor & 0b1000) !== 0) return undefined;
  const isOneSegment = (descriptor & 0b10_0000) !== 0;
  const size = sizeBytes[(descriptor >> 6) as 0 | 1 | 2 | 3] || (isOneSegment ? 1 : 0);
  const header = (isOneSegment ? 0 : 1) + dictionaryBytes[(descriptor & 0b11) as 0 | 1 | 2 | 3] + size;
  let at = start + 5 + header;
  for (;;) {
    if (at + 3 > bytes.length) return undefined;
    const block = bytes.readUIntLE(at, 3);
    const kind = (block >> 1) & 0b11;
    if (kind === 3) return undefined;
    // Of a run of one byte only that byte is there.
    at += 3 + (kind === 1 ? 1 : block >> 3);
    if ((block & 1) === 1) break;
  }
  const end = at + ((descriptor & 0b100) === 0 ? 0 : 4);
  return end > bytes.length ? undefined : end;
}
