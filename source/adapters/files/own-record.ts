import { renameSync } from 'node:fs';
import { join } from 'node:path';
import type { FormatFault } from '../../domain/formats.ts';
import { Problem, type ProblemText } from '../../problem.ts';
import { checkOwnDirectory, isPresent, readOwnFile, type Unread, whyUnread } from './own-directory.ts';

// Statically imported on the way of `credential-process`: what writes is loaded where it is used.

type Content<T> = { readonly value: T; readonly fault?: FormatFault };

/** A small file in the settings directory that rolecall alone writes. */
type Kind<T> = {
  readonly file: string;
  /** Bytes; far more than is ever written. */
  readonly largest: number;
  readonly empty: T;
  readonly read: (text: string) => Content<T>;
  readonly text: (value: T) => string;
  /** Before the codes of its problems. */
  readonly code: string;
  /** What it is, as a part of a sentence. */
  readonly what: string;
  /** What is said of a damaged one, in place of that it cannot be read, and beside it. */
  readonly damaged?: { readonly is?: string } & Pick<ProblemText, 'means' | 'todo'>;
  /** A damaged one is not set aside, and nothing is written. */
  readonly refusesDamaged?: true;
};

/** Reads and writes a record of ours. With a fault, which says why it is not understood, its value is what can be read of it. */
export function ownRecord<T>(kind: Kind<T>) {
  const pathIn = (directory: string): string => join(directory, kind.file);

  function find(directory: string): { readonly value: T; readonly fault?: FormatFault | Unread } {
    checkOwnDirectory(directory, 'settings');
    const path = pathIn(directory);
    const found = readOwnFile(path, kind.largest);
    if (found !== undefined) return kind.read(found.text);
    return isPresent(path) ? { value: kind.empty, fault: whyUnread(path) ?? 'damaged' } : { value: kind.empty };
  }

  function problemOf(path: string, fault: FormatFault | Unread): Problem {
    const { code, what } = kind;
    if (fault === 'newer') {
      return new Problem({
        code: `${code}-newer`,
        title: `${path} was written by a newer rolecall: update this one.`,
      });
    }
    if (fault !== 'damaged') {
      const title = `${path}, ${what}, cannot be read.`;
      return new Problem({ code: `${code}-unreadable`, title, means: fault.why, todo: [fault.todo] });
    }
    const { is = 'cannot be read.', ...more } = kind.damaged ?? {};
    return new Problem({ code: `${code}-damaged`, title: `${path}, ${what}, ${is}`, ...more });
  }

  return {
    pathIn,
    /** @throws Problem for a directory that cannot be trusted */
    load(directory: string): { readonly value: T; readonly fault?: Problem } {
      const { value, fault } = find(directory);
      return fault === undefined ? { value } : { value, fault: problemOf(pathIn(directory), fault) };
    },
    /**
     * Changes it, mode 0600; where the value stays the same object, nothing is written. A damaged one is set aside as `….damaged`: it may
     * be all that tells of what is in it.
     * @throws Problem where it cannot be read or written, or is a newer rolecall's
     */
    async change(directory: string, change: (before: T) => T): Promise<void> {
      const [{ locked }, { replaceFile, sweepLeftovers }] = await Promise.all([
        import('./lock.ts'),
        import('./write.ts'),
      ]);
      const path = pathIn(directory);
      await locked(path, async () => {
        const { value, fault } = find(directory);
        const isSetAside = fault === 'damaged' && !kind.refusesDamaged;
        if (fault !== undefined && !isSetAside) throw problemOf(path, fault);
        const after = change(value);
        if (after === value) return;
        await sweepLeftovers(path);
        if (isSetAside) renameSync(path, `${path}.damaged`);
        await replaceFile(path, kind.text(after), async () => undefined, true);
      });
    },
  };
}
