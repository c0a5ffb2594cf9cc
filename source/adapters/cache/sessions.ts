import { readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { CacheKey } from '../../domain/sessions/cache/keys.ts';
import {
  isTimely,
  isValidEntry,
  isValidRequest,
  type SavedRequest,
  type SessionStore,
} from '../../domain/sessions/cache/store.ts';
import type { Written } from '../../domain/sessions/cache/written.ts';
import type { SwitchRequest } from '../../domain/sessions/plan/request.ts';
import type { SessionStoreKind } from '../../domain/settings/faults.ts';
import { liveConfigName } from '../../domain/shells/live-name.ts';
import { attempt } from '../attempt.ts';
import { checkOwnDirectory } from '../files/own-directory.ts';
import { readTemporaryName } from '../files/temporary.ts';
import type { Seal } from '../keychain/keychain.ts';
import { bootId, isRunning, uptime } from '../runtime/proc.ts';
import { destroyEntry, labelOf, readEntry, readWholeEntry, removeEntry, writeEntry } from './entries.ts';

/** Writes credentials unsealed, as with the setting `file`. */
const unguarded = createGuard('file', async () => undefined);

/**
 * The session cache: files 0600 in a private directory.
 * @param now epoch milliseconds, to sweep expired entries
 * @param guard seals credentials before they are written
 * @param unwritten told the system's code for each session that the disk refuses
 * @param running how long the machine has been running, and since which start
 * @throws Problem from every function where the directory is not private
 */
export function createSessionFiles(
  directory: string,
  now: () => number = Date.now,
  guard: EntryGuard = unguarded,
  unwritten: (code: string) => void = () => undefined,
  running: () => Omit<Written, 'at'> = () => ({ uptime: uptime(), boot: bootId() }),
): SessionStore {
  let checked = false;
  const inside = (name: string): string => {
    if (!checked) checkOwnDirectory(directory);
    checked = true;
    return join(directory, name);
  };
  // A list asks for the same thousands of names repeatedly.
  const names = new WeakMap<CacheKey, string>();
  const nameOf = (key: CacheKey): string => {
    const name = names.get(key) ?? `${key.kind}-${digest(key.facts)}.json`;
    names.set(key, name);
    return name;
  };
  const valid = <T>(key: CacheKey, value: unknown) => (isValidEntry(key.kind, value, now()) ? (value as T) : undefined);
  const present = (): Written => ({ at: now(), ...running() });
  /** The value of an entry as it is written; undefined for one whose times mean nothing any more. */
  const kept = (key: CacheKey): unknown => {
    const entry = readWholeEntry(inside(nameOf(key)));
    return entry !== undefined && isTimely(key.kind, entry.written, present) ? entry.value : undefined;
  };
  /** A live role goes by its request and by a configuration of its own: neither is swept away while programs use them. */
  const noteUse = (id: string): void => {
    const configs = [true, false].map((isServed) => inside(join('live', liveConfigName(id, isServed))));
    const used = Date.now() / 1000;
    for (const path of [inside(`request-${id}.json`), ...configs]) attempt(() => utimesSync(path, used, used));
  };
  const stepPath = (serial: string) => inside(`code-${digest(serial)}.json`);
  return {
    read: async (key) => valid(key, await guard.reveal(key, nameOf(key), kept(key))),
    peek: (key) => valid(key, kept(key)),
    write: async (key, value) => {
      const guarded = await guard.guard(key, nameOf(key), value);
      if (guarded === undefined) return;
      const notes = { written: present(), of: key.of && digest(key.of), profile: key.profile };
      const refused = await writeEntry(inside(nameOf(key)), guarded, notes);
      if (refused !== undefined) unwritten(refused);
      if (key.kind === 'session') await (await import('./sweep.ts')).sweepNowAndThen(directory, now());
    },
    remove: async (key) => removeEntry(inside(nameOf(key))),
    exclusively: async (key, ready, work) => {
      const path = inside(nameOf(key));
      return (await import('../files/lock.ts')).locked(path, work, ready, {
        opening: key.kind === 'session' ? key.profile : undefined,
      });
    },
    forget: async (leading) => {
      const labels = leading && { session: digest(leading.session), mfa: digest(leading.mfa) };
      const count = { session: 0, mfa: 0, unlabelled: 0 };
      const failed: { path: string; why: string }[] = [];
      for (const name of listNames(inside(''))) {
        // A writer that was killed leaves its temporary file, with the same in it.
        const { of, writer } = readTemporaryName(name);
        const kind = /^(session|mfa|caller|limit)-[0-9a-f]+\.json$/.exec(of)?.[1];
        const isSession = kind === 'session' || kind === 'mfa';
        if (kind === undefined || (labels !== undefined && !isSession)) continue;
        const path = inside(name);
        const label = labels && labelOf(path);
        if (labels !== undefined && isSession && label !== undefined && label !== labels[kind]) continue;
        // Half written, of whichever role. Where all goes, this goes too, and its writer is told that it is not kept.
        if (labels !== undefined && label === undefined && writer !== undefined && isRunning(writer)) continue;
        const why = destroyEntry(path);
        if (!isSession) continue;
        if (why !== undefined) failed.push({ path, why });
        else if (labels !== undefined && label === undefined) count.unlabelled++;
        else count[kind]++;
      }
      return { sessions: count.session, mfaSessions: count.mfa, unlabelled: count.unlabelled, failed };
    },
    present: async () => {
      const there = new Set(listNames(inside('')).filter((name) => name.endsWith('.json')));
      return there.size === 0 ? undefined : (key) => there.has(nameOf(key));
    },
    open: async () => {
      const names = listNames(inside('')).filter((name) => /^session-.*\.json$/.test(name));
      return names.flatMap((name) => {
        const entry = readWholeEntry(inside(name));
        if (entry === undefined || !isTimely('session', entry.written, present)) return [];
        const end = (entry.value as Partial<Sealed> | undefined)?.credentials?.expiresAt;
        const { profile } = entry;
        if (typeof profile !== 'string' || typeof end !== 'number' || end <= now()) return [];
        return [{ profile, end, isOf: (key) => nameOf(key) === name }];
      });
    },
    saveRequest: async ({ request, leadsTo, live }) => {
      // One object, as in the entries of older versions, which have a request alone.
      const value = { ...request, ...(leadsTo !== undefined && { leadsTo }), ...(live && { live }) };
      const id = digest(value);
      await writeEntry(inside(`request-${id}.json`), value);
      noteUse(id);
      return id;
    },
    savedRequest: async (id) => {
      const value = /^[0-9a-f]{40}$/.test(id) ? readEntry(inside(`request-${id}.json`)) : undefined;
      if (!isValidRequest(value)) return undefined;
      noteUse(id);
      const { leadsTo, live, ...request } = value as SwitchRequest & Omit<SavedRequest, 'request'>;
      return { request, leadsTo, ...(live === true && { live }) };
    },
    lastCodeStep: async (serial) => stepOf(readEntry(stepPath(serial))),
    noteCodeStep: async (serial, step, code) => {
      const path = stepPath(serial);
      const before = readEntry(path);
      await writeEntry(path, code === undefined ? step : { step, used: digest([serial, step, code]) });
      return async () => {
        await (before === undefined ? removeEntry(path) : writeEntry(path, before));
      };
    },
    isCodeUsed: async (serial, code) => {
      const noted = readEntry(stepPath(serial));
      const step = stepOf(noted);
      return step !== undefined && (noted as { used?: unknown }).used === digest([serial, step, code]);
    },
  };
}

/** The step of a note about a used code; without the code it is the number alone. */
function stepOf(noted: unknown): number | undefined {
  const step = typeof noted === 'object' && noted !== null ? (noted as { step?: unknown }).step : noted;
  return typeof step === 'number' ? step : undefined;
}

function digest(facts: unknown): string {
  return sha256(JSON.stringify(facts)).slice(0, 40);
}

/** SHA-256 of a text (UTF-8), in hexadecimal. By the runtime: `node:crypto` takes 3 ms to load. */
export function sha256(text: string): string {
  return new Bun.CryptoHasher('sha256').update(text).digest('hex');
}

/** The names of the files in a directory; none where it cannot be read. */
export const listNames = (directory: string): readonly string[] => attempt(() => readdirSync(directory)) ?? [];

/** Decides per entry whether its credentials are written sealed, plain, or not at all. */
export type EntryGuard = {
  /** The form in which a value is written; undefined where it must not be written. */
  readonly guard: (key: CacheKey, name: string, value: unknown) => Promise<unknown>;
  /** The value of a written entry; undefined where it cannot be opened or must not be used. */
  readonly reveal: (key: CacheKey, name: string, written: unknown) => Promise<unknown>;
};

/** Whether an entry that lies there unsealed may be used. */
export const takesPlain = (kind: SessionStoreKind): boolean => kind === 'auto' || kind === 'file';

/** The sealed form of an entry. The expiry stays readable for the sweep. */
type Sealed = { readonly sealed: string; readonly credentials: { readonly expiresAt: unknown } };

/**
 * @param kind the user's setting
 * @param loadSeal opens the keychain; called for the first entry with credentials
 * @param written told of each entry with credentials for which a keychain was looked for
 */
export function createGuard(
  kind: SessionStoreKind,
  loadSeal: () => Promise<Seal | undefined>,
  written: (how: 'sealed' | 'plain') => Promise<void> = async () => undefined,
): EntryGuard {
  const usesKeychain = kind === 'auto' || kind === 'keychain';
  return {
    guard: async (key, name, value) => {
      if (!isSecret(key, value) || kind === 'file') return value;
      const seal = usesKeychain ? await loadSeal() : undefined;
      if (seal === undefined && kind !== 'auto') return undefined;
      await written(seal === undefined ? 'plain' : 'sealed');
      if (seal === undefined) return value;
      const expiresAt = (value as Sealed).credentials.expiresAt;
      return { sealed: seal.seal(JSON.stringify(value), name), credentials: { expiresAt } } satisfies Sealed;
    },
    reveal: async (key, name, written) => {
      if (!isSecret(key, written)) return written;
      if (!isSealed(written)) return takesPlain(kind) ? written : undefined;
      const text = usesKeychain ? (await loadSeal())?.open(written.sealed, name) : undefined;
      return text === undefined ? undefined : (JSON.parse(text) as unknown);
    },
  };
}

/** An entry without credentials (a denial of GetSessionToken, a caller identity) is not secret. */
function isSecret({ kind }: CacheKey, value: unknown): boolean {
  return (
    (kind === 'session' || kind === 'mfa') && typeof value === 'object' && value !== null && 'credentials' in value
  );
}

function isSealed(written: unknown): written is Sealed {
  return typeof (written as Sealed).sealed === 'string';
}
