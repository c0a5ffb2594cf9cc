import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { checkOwnDirectory } from '../files/own-directory.ts';
import { putOwnFile } from '../files/own-file.ts';
import { ownPaths } from '../files/paths.ts';
import { loadFromMemory } from '../runtime/libc.ts';

/** The file name of the platform's native part, which lies inside the program. */
declare const KEYRING: string;

// Stands for @napi-rs/keyring in the built program. The runtime would unpack the native part into the temporary directory,
// leave it there, and run what it finds there the next time.

type Keyring = Pick<typeof import('@napi-rs/keyring'), 'AsyncEntry'>;

const loaded: { exports: Partial<Keyring> } = { exports: {} };
const bytes = readFileSync(join(import.meta.dirname, KEYRING));
const load = (path: string) => process.dlopen(loaded, path, constants.dlopen.RTLD_NOW);

if (process.platform === 'linux') loadFromMemory(bytes, load);
else {
  // Not tried: a file of our own, in the directory that nobody else can write.
  const { cache } = ownPaths(process.env);
  checkOwnDirectory(cache);
  const path = join(cache, 'keyring.node');
  putOwnFile(path, bytes);
  load(path);
}

export const AsyncEntry = loaded.exports.AsyncEntry as Keyring['AsyncEntry'];
