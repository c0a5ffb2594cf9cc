import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Home } from './home.ts';

/** A program that is set as `mfaAsk`. */
export type AskProgram = {
  /** The settings file. */
  readonly settings: string;
  /** Sets another command. */
  readonly set: (mfaAsk: unknown) => Promise<void>;
  /** A line for each of its starts: its process ID and its arguments. */
  readonly asked: () => Promise<readonly string[]>;
};

/** Sets a script of `sh` as `mfaAsk` of that home; `words` are its arguments. */
export async function askBy(home: Home, script: string, words: readonly string[] = []): Promise<AskProgram> {
  const file = join(home.directory, 'ask code');
  const log = join(home.directory, 'asked');
  await writeFile(log, '');
  await writeFile(file, `#!/bin/sh\necho "$$ $*" >>"${log}"\n${script}\n`, { mode: 0o755 });
  const directory = join(home.directory, '.config', 'rolecall');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const settings = join(directory, 'settings.json');
  const set = (mfaAsk: unknown) => writeFile(settings, JSON.stringify({ version: 1, mfaAsk }), { mode: 0o600 });
  await set([file, ...words]);
  const asked = async () => (await readFile(log, 'utf8')).split('\n').filter((line) => line !== '');
  return { settings, set, asked };
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
