import { join } from 'node:path';
import type { CacheKey } from '../../domain/sessions/cache/keys.ts';
import { isValidEntry, isValidRequest, type SessionStore } from '../../domain/sessions/cache/store.ts';
import type { SwitchRequest } from '../../domain/sessions/plan/request.ts';
import { checkOwnDirectory } from '../files/own-directory.ts';
import { readEntry, removeEntry, writeEntry } from './entries.ts';
import { createGuard, type EntryGuard } from './sealed-entries.ts';
import { sha256 } from './sha256.ts';

/** Entries as they are: for those who have no keychain, or want none. */
const unguarded = createGuard('file', async () => undefined);

/**
 * The cache as files 0600 in a directory 0700 that is ours alone.
 * @param now epoch milliseconds, for sweeping what expired
 * @param guard what is done to credentials before they are written
 * @throws Problem from every function where the directory is somebody else's or open to others
 */
export function createSessionFiles(
  directory: string,
  now: () => number = Date.now,
  guard: EntryGuard = unguarded,
): SessionStore {
  let checked = false;
  const inside = (name: string): string => {
    if (!checked) checkOwnDirectory(directory);
    checked = true;
    return join(directory, name);
  };
  // A list asks for the same thousands of names again and again.
  const names = new WeakMap<CacheKey, string>();
  const nameOf = (key: CacheKey): string => {
    const name = names.get(key) ?? `${key.kind}-${digest(key.facts)}.json`;
    names.set(key, name);
    return name;
  };
  const valid = <T>(key: CacheKey, value: unknown) => (isValidEntry(key.kind, value) ? (value as T) : undefined);
  const stepPath = (serial: string) => inside(`code-${digest(serial)}.json`);
  return {
    read: async (key) => valid(key, await guard.reveal(key, nameOf(key), readEntry(inside(nameOf(key))))),
    peek: (key) => valid(key, readEntry(inside(nameOf(key)))),
    write: async (key, value) => {
      const guarded = await guard.guard(key, nameOf(key), value);
      if (guarded === undefined) return;
      await writeEntry(inside(nameOf(key)), guarded);
      if (key.kind === 'session') await (await import('./sweep.ts')).sweepNowAndThen(directory, now());
    },
    remove: async (key) => removeEntry(inside(nameOf(key))),
    exclusively: async (key, ready, work) => {
      const path = inside(nameOf(key));
      return (await import('../files/lock.ts')).locked(path, work, ready);
    },
    clear: async () => {
      const names = (await listNames(inside(''))).filter((name) => /^(session|mfa|caller|limit)-.*\.json$/.test(name));
      await Promise.all(names.map((name) => removeEntry(inside(name))));
      return names.filter((name) => /^(session|mfa)-/.test(name)).length;
    },
    present: async () => {
      const there = new Set((await listNames(inside(''))).filter((name) => name.endsWith('.json')));
      return there.size === 0 ? undefined : (key) => there.has(nameOf(key));
    },
    saveRequest: async (request) => {
      const id = digest(request);
      await writeEntry(inside(`request-${id}.json`), request);
      return id;
    },
    savedRequest: async (id) => {
      const value = /^[0-9a-f]{40}$/.test(id) ? readEntry(inside(`request-${id}.json`)) : undefined;
      return isValidRequest(value) ? (value as SwitchRequest) : undefined;
    },
    lastCodeStep: async (serial) => {
      const step = readEntry(stepPath(serial));
      return typeof step === 'number' ? step : undefined;
    },
    noteCodeStep: async (serial, step) => writeEntry(stepPath(serial), step),
  };
}

function digest(facts: unknown): string {
  return sha256(JSON.stringify(facts)).slice(0, 40);
}

function listNames(directory: string): Promise<readonly string[]> {
  // Loaded where it is asked for: a session that is looked up needs no list.
  return process
    .getBuiltinModule('node:fs/promises')
    .readdir(directory)
    .catch(() => []);
}
