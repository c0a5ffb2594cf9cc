import { readSync } from 'node:fs';

/** One line, byte by byte: what follows it belongs to the command that is run. */
export function readLine(fd = 0): string {
  const byte = Buffer.alloc(1);
  let line = '';
  while (line.length < 64) {
    const read = readByte(fd, byte);
    if (read === 0 || byte[0] === 0x0a) break;
    line += byte.toString('latin1');
  }
  return line;
}

function readByte(fd: number, byte: Buffer): number {
  for (;;) {
    try {
      return readSync(fd, byte, 0, 1, null);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}
