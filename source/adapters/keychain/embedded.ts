import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { checkPlace } from '../files/own-directory.ts';
import { ownPaths } from '../files/paths.ts';
import { loadFromMemory } from '../runtime/libc.ts';
import { nativeFile } from './native-file.ts';

/** File name of the native part for this platform, inside the program; set by the build. */
declare const KEYRING: string;

// Replaces @napi-rs/keyring in the built program. The runtime would unpack the native part into the temporary directory,
// leave it there, and run the file it finds there the next time.

type Keyring = Pick<typeof import('@napi-rs/keyring'), 'AsyncEntry'>;

const loaded: { exports: Partial<Keyring> } = { exports: {} };
const bytes = readFileSync(join(import.meta.dirname, KEYRING));
const load = (path: string) => process.dlopen(loaded, path, constants.dlopen.RTLD_NOW);

if (process.platform === 'linux') loadFromMemory(bytes, load);
else {
  // Untested: a file in our cache, which nobody else can write.
  const { cache } = ownPaths(process.env);
  if (process.env.ROLECALL_HOME) checkPlace(process.env.ROLECALL_HOME);
  load(nativeFile(cache, bytes));
}

export const AsyncEntry = loaded.exports.AsyncEntry as Keyring['AsyncEntry'];
