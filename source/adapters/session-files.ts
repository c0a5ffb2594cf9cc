import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../problem.ts';
import type { CacheKey } from '../sessions/keys.ts';
import type { SessionStore } from '../sessions/store.ts';

/** The version of what is written; another version's entries are misses. */
const version = 1;

/**
 * The cache as files 0600 in a directory 0700. A write is a new file renamed over the old one, so a reader
 * sees one or the other; whatever cannot be read is a miss.
 */
export function createSessionFiles(directory: string): SessionStore {
  const nameOf = (key: CacheKey) => `${key.kind}-${digest(key.facts)}.json`;
  const pathOf = (key: CacheKey) => join(directory, nameOf(key));
  const requestPath = (id: string) => join(directory, `request-${id}.json`);
  const stepPath = (serial: string) => join(directory, `code-${digest(serial)}.json`);
  return {
    read: (key) => readEntry(pathOf(key)),
    peek: (key) => peekEntry(pathOf(key)),
    write: (key, value) => writeEntry(directory, pathOf(key), value),
    remove: (key) => rm(pathOf(key), { force: true }),
    exclusively: (key, work) => exclusively(directory, pathOf(key), work),
    clear: async () => {
      const entries = (await listNames(directory)).filter((name) =>
        /^(session|mfa|caller)-[0-9a-f]+\.json$/.test(name),
      );
      await Promise.all(entries.map((name) => rm(join(directory, name), { force: true })));
      return entries.filter((name) => !name.startsWith('caller-')).length;
    },
    present: async () => {
      const names = new Set(await listNames(directory));
      return names.size === 0 ? undefined : (key) => names.has(nameOf(key));
    },
    keepRequest: async (request) => {
      const id = digest(request);
      await writeEntry(directory, requestPath(id), request);
      return id;
    },
    keptRequest: async (id) => (/^[0-9a-f]{40}$/.test(id) ? readEntry(requestPath(id)) : undefined),
    lastCodeStep: (serial) => readEntry(stepPath(serial)),
    noteCodeStep: (serial, step) => writeEntry(directory, stepPath(serial), step),
  };
}

function digest(facts: unknown): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 40);
}

function listNames(directory: string): Promise<readonly string[]> {
  return readdir(directory).catch(() => []);
}

async function readEntry<T>(path: string): Promise<T | undefined> {
  return readFile(path, 'utf8').then(parseEntry<T>, () => undefined);
}

function peekEntry<T>(path: string): T | undefined {
  try {
    return parseEntry<T>(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function parseEntry<T>(text: string): T | undefined {
  try {
    const entry = JSON.parse(text) as { version?: number; value?: T };
    return entry.version === version ? entry.value : undefined;
  } catch {
    return undefined;
  }
}

async function writeEntry(directory: string, path: string, value: unknown): Promise<void> {
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(JSON.stringify({ version, value }));
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    // A cache that cannot be written costs another call next time; it must not cost the session in hand.
    if (!isDiskTrouble(cause)) throw cause;
  }
}

function isDiskTrouble(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

/** A lock that is renewed while held counts as left behind when it was not renewed for this long. Milliseconds. */
const staleAfter = 2_000;

async function exclusively<T>(directory: string, path: string, work: () => Promise<T>): Promise<T> {
  const { lock } = await import('proper-lockfile');
  const release = await mkdir(directory, { recursive: true, mode: 0o700 })
    .then(() =>
      lock(path, {
        realpath: false,
        stale: staleAfter,
        update: staleAfter / 2,
        retries: { forever: true, minTimeout: 20, maxTimeout: 100, factor: 1.3, maxRetryTime: 60_000 },
        // Whoever took a lock over believed us dead: the entry is written whole either way.
        onCompromised: () => undefined,
      }),
    )
    .catch((error: NodeJS.ErrnoException) => lockTrouble(error, directory));
  try {
    return await work();
  } finally {
    await release?.().catch(() => undefined);
  }
}

/** On a read-only disk nobody can lock, and nobody needs to: nothing is shared there. */
function lockTrouble(error: NodeJS.ErrnoException, directory: string): undefined {
  if (['EROFS', 'EACCES', 'EPERM', 'ENOSPC', 'ENOTDIR'].includes(error.code ?? '')) return undefined;
  throw new Problem(
    {
      code: 'cache-busy',
      title: `Another rolecall has held the cache in ${directory} for too long.`,
      todo: ['Try again; if it stays so, remove the .lock files there.'],
    },
    { cause: error },
  );
}
