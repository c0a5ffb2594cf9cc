import { closeSync, constants as flags, fstatSync, openSync, readFileSync } from 'node:fs';
import { Module } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { putOwnFile, sweepOwnFiles } from './own-file.ts';

/** A CommonJS file of ours that has run. */
export type Compiled<Exports> = {
  readonly exports: Exports;
  /** Writes down what is compiled by now, unless that has been done after the same kind of work before. */
  readonly keep: (work: string) => void;
};

type Require = ((specifier: string) => unknown) & Pick<NodeJS.Require, 'cache'>;

/**
 * Bytes before the compiled code: a sample of it, and the kinds of work it was written after. A multiple of what V8 wants to
 * be aligned to.
 */
const headLength = 512;

/** After a day it is written again, with what a person has come to use since. Milliseconds. */
const goodFor = 24 * 3_600_000;

/**
 * Runs a file of ours with what Node compiled of it in earlier processes. Node's own compile cache holds what was compiled
 * when a file was loaded; most functions are compiled when they are first called, every time anew. Here they are kept as
 * well, which is a third of what a short command takes.
 * @param file absolute, its content goes with its name: a function expression of `exports`, `require`, `module`,
 *   `__filename` and `__dirname`, as Node makes one of a CommonJS file, and of a function that imports: in a script of its
 *   own `import()` is still an experiment
 * @param directory ours alone: compiled code is run without being looked at. Undefined where there is none
 * @param by the caller's own ways to load: by its `require` everything else finds the same exports
 */
export function runCompiled<Exports>(
  file: string,
  directory: string | undefined,
  by: { readonly require: Require; readonly load: (specifier: string) => Promise<unknown> },
): Compiled<Exports> {
  const text = readFileSync(file, 'utf8');
  const kept =
    directory === undefined ? undefined : join(directory, `${basename(file)}-${process.version}-${process.arch}`);
  const { work, code } = readKept(kept);
  const script = new Script(text, {
    filename: file,
    ...(code && { cachedData: code }),
  });
  let known = script.cachedDataRejected === false ? work : [];
  const module = new Module(file);
  module.filename = file;
  by.require.cache[file] = module as NodeJS.Module;
  script.runInThisContext()(module.exports, by.require, module, file, dirname(file), by.load);
  module.loaded = true;
  return {
    exports: module.exports,
    keep: (done) => {
      if (kept === undefined || known.includes(done)) return;
      known = [...known, done];
      const code = script.createCachedData();
      const head = Buffer.alloc(headLength, ' ');
      // Work that finds no room there is not kept apart.
      const length = head.write(JSON.stringify([sampleOf(code), ...known]));
      if (length < headLength) writeKept(kept, Buffer.concat([head, code]));
    },
  };
}

type Kept = { readonly work: readonly string[]; readonly code?: Buffer };

function readKept(path: string | undefined): Kept {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path ?? '', flags.O_RDONLY | (flags.O_NOFOLLOW ?? 0));
    const { uid, mtimeMs } = fstatSync(descriptor);
    if (uid !== (process.getuid?.() ?? 0)) return { work: [] };
    const bytes = readFileSync(descriptor);
    const [sample, ...work] = JSON.parse(bytes.toString('latin1', 0, headLength)) as [number, ...string[]];
    const code = bytes.subarray(headLength);
    if (sample !== sampleOf(code)) return { work: [] };
    const isFresh = Math.abs(Date.now() - mtimeMs) < goodFor;
    return { work: isFresh ? work : [], code };
  } catch {
    return { work: [] };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** V8 believes what it reads. A disk that lost power loses whole pages: one word in 256 bytes tells, in no time. */
function sampleOf(code: Uint8Array): number {
  let sum = code.length;
  for (let at = 0; at < code.length; at += 256) sum = (Math.imul(sum, 31) + (code[at] as number)) | 0;
  return sum;
}

/** What cannot be kept is compiled again. What other releases left behind goes once they have not been run for a week. */
function writeKept(path: string, bytes: Uint8Array): void {
  const family = `${basename(path).split('-', 1)[0]}-`;
  try {
    putOwnFile(path, bytes);
    sweepOwnFiles(dirname(path), 7 * goodFor, (name) => name.startsWith(family) && name !== basename(path));
  } catch {}
}
