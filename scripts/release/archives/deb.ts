import { createHash } from 'node:crypto';

import { gzip } from './gzip.ts';
import { type Entry, file, tar, withFolders } from './tar.ts';

/** Fields of `control` by name; `Installed-Size` is added. */
export type Control = Readonly<Record<string, string>>;

/**
 * A package of Debian.
 * @param entries paths from the root of the system, without the first slash
 * @param time of every entry, in seconds since 1970
 */
export function deb(control: Control, entries: readonly Entry[], time: number): Buffer {
  const size = Math.ceil(entries.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1024);
  const fields = Object.entries({ ...control, 'Installed-Size': String(size) });
  const sums = entries.map(({ path, bytes }) => `${createHash('md5').update(bytes).digest('hex')}  ${path}\n`);
  const about = [
    file('control', `${fields.map(([name, value]) => `${name}: ${value}`).join('\n')}\n`),
    file('md5sums', sums.sort((one, other) => (one.slice(34) < other.slice(34) ? -1 : 1)).join('')),
  ];
  const packed = (each: readonly Entry[]) =>
    gzip(tar(withFolders(each.map((entry) => ({ ...entry, path: `./${entry.path}` }))), time));
  return ar(
    [
      ['debian-binary', Buffer.from('2.0\n')],
      ['control.tar.gz', packed(about)],
      ['data.tar.gz', packed(entries)],
    ],
    time,
  );
}

/** An archive of `ar`, whose members begin at even places. */
function ar(members: readonly (readonly [name: string, bytes: Buffer])[], time: number): Buffer {
  const parts = members.flatMap(([name, bytes]) => {
    const header = `${name.padEnd(16)}${String(time).padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'100644'.padEnd(8)}${String(bytes.length).padEnd(10)}\`\n`;
    return [Buffer.from(header), bytes, Buffer.alloc(bytes.length % 2, '\n')];
  });
  return Buffer.concat([Buffer.from('!<arch>\n'), ...parts]);
}
