import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Compilation } from '../../scripts/compile.ts';

/** The pinned Bun, of the project's own dependencies. */
export const bun = fileURLToPath(new URL('../../node_modules/.bin/bun', import.meta.url));

const compiler = fileURLToPath(new URL('../adapters/runtime/fixtures/compile.ts', import.meta.url));

/** Compiles a program as rolecall is compiled. */
export async function compileAs(compilation: Omit<Compilation, 'plugins'>): Promise<void> {
  await promisify(execFile)(bun, [compiler, JSON.stringify(compilation)]);
}
