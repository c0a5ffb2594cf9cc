import { join } from 'node:path';
import type { KeyFile } from '../adapters/access-keys/key-file.ts';
import { changeKnownKeys, knownKeysFault, loadKnownKeys } from '../adapters/access-keys/known.ts';
import type { KeychainEntry } from '../adapters/keychain/entry.ts';
import { holdSecrets } from '../adapters/runtime/libc.ts';
import type { KnownKey, KnownKeys, Place } from '../domain/access-keys/known.ts';
import { KeyFileClosed, keychainClosed, keyMissing, keyUnreadable, notKept } from '../domain/access-keys/problems.ts';
import type { Rotation, Rotations } from '../domain/access-keys/rotation/notes.ts';
import { type AccessKey, readStoredKey, type StoredKey, storedKeyText } from '../domain/access-keys/stored-key.ts';
import { once } from '../domain/once.ts';
import type { Environment } from '../domain/shells/environment.ts';
import type { Outside } from '../domain/shells/outside.ts';
import { Problem } from '../problem.ts';

/** Where rolecall itself stores a key. */
export type OwnPlace = Exclude<Place, 'command'>;

/** A stored key, and where it lies. */
type FoundKey = { readonly key: StoredKey; readonly place: OwnPlace };

/** The access keys that rolecall stores on this machine. */
export type AccessKeys = {
  /** What is known of them without opening their places. */
  readonly known: () => KnownKeys;
  /** Why that record is not understood; undefined where it is. */
  readonly recordFault: () => Problem | undefined;
  /** @throws Problem where that record cannot be written, and nothing can be stored */
  readonly checkRecord: () => Promise<void>;
  /** The key by that name. @throws Problem, {@link KeyFileClosed} where a passphrase is needed */
  readonly read: (name: string) => Promise<StoredKey | undefined>;
  /** The same, and where it lies. @throws as `read` */
  readonly find: (name: string) => Promise<FoundKey | undefined>;
  /** What a command of the person's prints, as a key. @throws Error that says what was wrong, never what was printed */
  readonly printed: (command: string) => Promise<AccessKey>;
  /** The key that a chain starts from. @throws Problem, Error with a sentence */
  readonly credentials: (source: { readonly profile: string; readonly command?: string }) => Promise<AccessKey>;
  /**
   * Stores a key, reads it back, notes it, and removes it from the place of ours that held it before.
   * @returns why the keychain could not be opened, as a sentence, where that was the place before
   * @throws Problem; the key is then not lost, but where it was before
   */
  readonly store: (name: string, key: StoredKey, place: OwnPlace) => Promise<string | undefined>;
  /** Notes a key that a command prints, and removes what was stored by that name. @returns as `store`. @throws Problem */
  readonly notePrinted: (name: string, key: StoredKey) => Promise<string | undefined>;
  /**
   * Removes first the record of a key, and then the key from every place of ours that may hold it.
   * @returns why the keychain could not be opened, as a sentence, where it may hold the key
   * @throws Problem; both are then still there
   */
  readonly remove: (name: string) => Promise<string | undefined>;
  /** Why there is no keychain, as a sentence; undefined where there is one. */
  readonly noKeychain: () => Promise<string | undefined>;
  /** The file under a passphrase. */
  readonly file: () => Promise<KeyFile>;
  /** One piece of work at a time with the key of that name, over all processes. @param onWait another process is at it */
  readonly exclusively: <T>(name: string, work: () => Promise<T>, onWait: () => void) => Promise<T>;
  /** The rotations under way. @throws Problem where that cannot be known */
  readonly rotations: () => Promise<Rotations>;
  readonly noteRotation: (name: string, rotation: Rotation | undefined) => Promise<void>;
};

type Options = {
  readonly env: Environment;
  readonly outside: Outside;
  /** Our directories. */
  readonly settings: string;
  readonly cache: string;
};

/** What is noted of a key, besides when. */
type Noted = Omit<KnownKey, 'storedAt'>;

/** A rotation that another process is at may wait a minute for AWS to know a key, and once more. Milliseconds. */
const rotationPatience = 150_000;

/** The stored keys of this machine. */
export function createAccessKeys({ env, outside, settings, cache }: Options): AccessKeys {
  const file = once(async () => {
    holdSecrets();
    return (await import('../adapters/access-keys/key-file.ts')).createKeyFile(join(settings, 'access-keys.sealed'));
  });
  const inKeychain = async <T>(name: string, work: (entry: Omit<KeychainEntry, 'close'>) => Promise<T>): Promise<T> => {
    holdSecrets();
    if (env.ROLECALL_DEMO !== undefined) throw new Error('The demo leaves nothing in your keychain.');
    const [keychain, { openEntry, accessKeyEntry }] = await Promise.all([
      import('../adapters/keychain/keychain.ts'),
      import('../adapters/keychain/entry.ts'),
    ]);
    return keychain.inKeychain(cache, () => openEntry(env, accessKeyEntry(name)), work);
  };
  /** The text of an item. */
  const textIn = async (name: string, place: OwnPlace): Promise<string | undefined> => {
    if (place === 'keychain') {
      return inKeychain(name, async (entry) => (await entry.getPassword()) ?? undefined).catch((error: Error) => {
        throw keychainClosed(name, error.message, process.platform);
      });
    }
    const sealed = await file();
    switch (sealed.state()) {
      case 'none':
        return undefined;
      case 'closed':
        // Of a name that nothing is known of, there may be none.
        throw new KeyFileClosed(sealed.path, loadKnownKeys(settings).has(name) ? name : undefined);
      case 'open':
        return sealed.read(name);
    }
  };
  const keyIn = async (name: string, place: OwnPlace): Promise<StoredKey | undefined> => {
    const text = await textIn(name, place);
    if (text === undefined) return undefined;
    const key = readStoredKey(text);
    if (typeof key === 'string') {
      throw keyUnreadable(name, place === 'keychain' ? 'the keychain' : (await file()).path, key);
    }
    return key;
  };
  const write = async (name: string, text: string | undefined, place: OwnPlace): Promise<void> => {
    if (place === 'file') return text === undefined ? (await file()).remove(name) : (await file()).write(name, text);
    await inKeychain(name, (entry) => (text === undefined ? entry.deletePassword() : entry.setPassword(text))).catch(
      (error: Error) => {
        throw keychainClosed(name, error.message, process.platform);
      },
    );
  };
  /** Changes what is known of one key, by what is known under the lock. @throws Problem */
  const noteBy = (name: string, change: (before: KnownKey | undefined) => KnownKey | undefined): Promise<void> =>
    changeKnownKeys(settings, (before) => {
      const after = new Map(before);
      const known = change(before.get(name));
      if (known === undefined) after.delete(name);
      else after.set(name, known);
      return after;
    });
  const noted = (before: KnownKey | undefined, known: Noted): KnownKey => {
    const { storedAt = Date.now(), usedAt } = before ?? {};
    return { storedAt, ...(usedAt !== undefined && { usedAt }), ...known };
  };
  /** Notes what is known of a key, or that there is none by that name. @throws Problem */
  const note = (name: string, known: Noted | undefined): Promise<void> =>
    noteBy(name, (before) => known && noted(before, known));
  /** What is noted is no more than a help: what cannot be written stops nothing. */
  const ifPossible = (noting: Promise<void>): Promise<void> =>
    noting.catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error;
    });
  /** Notes what was found of a key. @param seen what was known then: a change of another process since stays */
  const noteFound = (name: string, seen: KnownKey | undefined, found: Noted): Promise<void> =>
    ifPossible(
      noteBy(name, (before) =>
        before?.place === seen?.place && before?.accessKeyId === seen?.accessKeyId ? noted(before, found) : before,
      ),
    );
  /**
   * Takes what lies by a name out of a place. A keychain may be gone for good, with the machine that had it: nothing waits for it.
   * @returns why the keychain could not be opened, as a sentence
   */
  const takeOut = async (name: string, place: OwnPlace): Promise<string | undefined> => {
    try {
      await write(name, undefined, place);
      return undefined;
    } catch (error) {
      return whyClosed(error);
    }
  };
  const takeOutFormer = async (name: string, former: Place | undefined, now: Place): Promise<string | undefined> =>
    former === undefined || former === 'command' || former === now ? undefined : takeOut(name, former);
  /** The places of ours that hold something by a name, whatever it is, and why the keychain does not tell. */
  const placesHolding = async (name: string): Promise<{ places: readonly OwnPlace[]; untold?: string | undefined }> => {
    const inFile: readonly OwnPlace[] = (await file()).names().includes(name) ? ['file'] : [];
    try {
      return { places: (await textIn(name, 'keychain')) === undefined ? inFile : ['keychain', ...inFile] };
    } catch (error) {
      return { places: inFile, untold: whyClosed(error) };
    }
  };
  /** Where a key is that nothing is known of: a record that was lost. */
  const searched = async (name: string): Promise<FoundKey | undefined> => {
    const inChain = await keyIn(name, 'keychain').catch((error: unknown) => {
      if (error instanceof Problem && error.text.code === 'keychain-closed') return undefined;
      throw error;
    });
    if (inChain !== undefined) return { key: inChain, place: 'keychain' };
    const key = (await file()).names().includes(name) ? await keyIn(name, 'file') : undefined;
    return key && { key, place: 'file' };
  };
  /** To a day: a key is asked for many times a minute. */
  const noteUse = async (name: string): Promise<void> => {
    const known = loadKnownKeys(settings).get(name);
    const now = Date.now();
    if (known === undefined || now - (known.usedAt ?? 0) < 86_400_000) return;
    await ifPossible(noteBy(name, (before) => before && { ...before, usedAt: now }));
  };
  const printed = async (command: string): Promise<AccessKey> =>
    (await import('../adapters/processes/profile-commands.ts')).printedAccessKey(command, outside.environment);
  const find = async (name: string): Promise<FoundKey | undefined> => {
    const known = loadKnownKeys(settings).get(name);
    if (known === undefined || known.place === 'command') {
      const found = await searched(name);
      if (found !== undefined) await noteFound(name, known, knownOf(found.key, found.place));
      return found;
    }
    const key = await keyIn(name, known.place);
    if (key === undefined) return undefined;
    if (key.current.accessKeyId !== known.accessKeyId) {
      await noteFound(name, known, knownOf(key, known.place));
    }
    return { key, place: known.place };
  };
  const read = async (name: string): Promise<StoredKey | undefined> => (await find(name))?.key;
  return {
    known: () => loadKnownKeys(settings),
    recordFault: () => knownKeysFault(settings),
    checkRecord: () => changeKnownKeys(settings, (before) => new Map(before)),
    read,
    find,
    printed,
    credentials: async ({ profile, command }) => {
      if (command !== undefined) {
        const key = await printed(command);
        // By its ID cached sessions are found; a disk that refuses costs a call.
        const known = loadKnownKeys(settings).get(profile);
        const { accessKeyId } = key;
        if (known?.accessKeyId !== accessKeyId) {
          await noteFound(profile, known, { place: 'command', accessKeyId, user: '' });
        }
        return key;
      }
      const key = await read(profile);
      if (key === undefined) throw keyMissing(profile);
      await noteUse(profile);
      return key.current;
    },
    store: async (name, key, place) => {
      const text = storedKeyText(key);
      const former = loadKnownKeys(settings).get(name)?.place;
      const isNew = former === undefined && (await textIn(name, place)) === undefined;
      await write(name, text, place);
      if ((await textIn(name, place)) !== text) throw notKept(name);
      await note(name, knownOf(key, place)).catch(async (error: unknown) => {
        // Nobody would know of it.
        if (isNew) await write(name, undefined, place);
        throw error;
      });
      return takeOutFormer(name, former, place);
    },
    notePrinted: async (name, key) => {
      const former = loadKnownKeys(settings).get(name)?.place;
      await note(name, knownOf(key, 'command'));
      return takeOutFormer(name, former, 'command');
    },
    remove: async (name) => {
      const known = loadKnownKeys(settings).get(name);
      // A command that prints the key now says nothing of where it lay before.
      const { places, untold } =
        known === undefined || known.place === 'command' ? await placesHolding(name) : { places: [known.place] };
      // First the record: where it cannot be written, the key stays.
      await note(name, undefined);
      let why = untold;
      try {
        for (const place of places) why = (await takeOut(name, place)) ?? why;
      } catch (error) {
        await ifPossible(note(name, known));
        throw error;
      }
      return why;
    },
    noKeychain: () =>
      // One that can be read may still take nothing, as the Secret Service without a keyring that is open.
      inKeychain(`:${process.pid}`, async (entry) => {
        await entry.setPassword('It is tried whether something can be stored here.');
        await entry.deletePassword();
        return undefined;
      }).catch((error: Error) => error.message),
    file,
    exclusively: async (name, work, onWait) => {
      const { locked } = await import('../adapters/files/lock.ts');
      const id = Bun.hash(name).toString(36);
      return locked(join(settings, `access-key-${id}`), work, undefined, { patience: rotationPatience, onWait });
    },
    rotations: async () => (await import('../adapters/access-keys/rotations.ts')).loadRotations(settings),
    noteRotation: async (name, rotation) =>
      (await import('../adapters/access-keys/rotations.ts')).saveRotation(settings, name, rotation),
  };
}

const knownOf = ({ current, user }: StoredKey, place: Place) => ({
  place,
  user,
  accessKeyId: current.accessKeyId,
  ...(current.createdAt !== undefined && { createdAt: current.createdAt }),
});

/** Why a keychain cannot be opened, as a sentence. @throws what is no word of a keychain */
function whyClosed(error: unknown): string {
  if (!(error instanceof Problem) || error.text.code !== 'keychain-closed') throw error;
  return error.text.means ?? error.text.title;
}
