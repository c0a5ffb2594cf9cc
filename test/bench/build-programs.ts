import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { substitutes } from '../../scripts/bundle.ts';
import { compile } from '../../scripts/compile.ts';

/** The programs that we compare with, by what they do. */
export type Programs = {
  readonly directory: string;
  /** Nothing at all. */
  readonly floor: string;
  /** Paints twenty fixed lines with Ink. */
  readonly twentyLines: string;
  /** Reads the configuration as rolecall does, and says how long that took. */
  readonly parseOwn: string;
  /** The same with the JS SDK's loader. */
  readonly parseSdk: string;
};

const sources = {
  floor: 'empty.ts',
  twentyLines: 'twenty-lines.tsx',
  parseOwn: 'parse-own.ts',
  parseSdk: 'parse-sdk.ts',
};

/** Compiles them exactly as rolecall is compiled. */
export async function buildPrograms(): Promise<Programs> {
  const directory = mkdtempSync(join(tmpdir(), 'rolecall-bench-'));
  const built = { directory, floor: '', twentyLines: '', parseOwn: '', parseSdk: '' };
  for (const [name, file] of Object.entries(sources) as [keyof typeof sources, string][]) {
    built[name] = join(directory, name);
    const entry = fileURLToPath(new URL(`programs/${file}`, import.meta.url));
    await compile({ entry, outfile: built[name], plugins: [substitutes] });
  }
  return built;
}
