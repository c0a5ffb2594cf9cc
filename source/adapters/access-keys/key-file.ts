import { randomBytes, scrypt } from 'node:crypto';
import { dirname } from 'node:path';
import { heldSeconds } from '../../domain/access-keys/problems.ts';
import { type FormatFault, formatFault, formats } from '../../domain/formats.ts';
import { isRecord, recordIn } from '../../domain/record.ts';
import { Problem } from '../../problem.ts';
import { locked } from '../files/lock.ts';
import { checkOwnDirectory, isPresent, readOwnFile, type Unread, whyUnread } from '../files/own-directory.ts';
import { replaceFile, sweepLeftovers } from '../files/write.ts';
import { createSeal, keyLength, type Seal } from '../keychain/keychain.ts';
import { dropFromKernel, heldInKernel, holdInKernel } from '../runtime/kernel-keyring.ts';

// `access-keys.sealed`: texts by name, each sealed with a key that scrypt makes of a passphrase.

/** Bytes; hundreds of keys are smaller. */
const largest = 4 << 20;

/** 128 MiB and a third of a second for each guess: RFC 7914, with what OWASP asks for. */
const cost = { n: 1 << 17, r: 8, p: 1 } as const;

/** No file may make us take more memory than this. Bytes. */
const mostMemory = 1 << 30;

/** What every file holds by this name, to know a right passphrase by. */
const proof = 'rolecall';

type Cost = { readonly n: number; readonly r: number; readonly p: number };

type Sealed = {
  readonly version: number;
  readonly scrypt: Cost & { readonly salt: string };
  readonly proof: string;
  readonly keys: Readonly<Record<string, string>>;
};

/** Whether a file is open, or how it is opened. */
export type KeyFileState = 'none' | 'open' | 'closed';

/** The file of keys under a passphrase. */
export type KeyFile = {
  readonly path: string;
  /** @throws Problem for a file that is damaged, a newer rolecall's, or not ours */
  readonly state: () => KeyFileState;
  /** Opens it for this process, and for a time for others of the person's. @returns whether the passphrase is right */
  readonly open: (passphrase: string) => Promise<boolean>;
  /** Makes it, under a new passphrase. @throws Problem where it is there, or cannot be written */
  readonly create: (passphrase: string) => Promise<void>;
  /** Lets go of its key. */
  readonly close: () => void;
  /** Whether the kernel holds its key for other processes of the person's. */
  readonly isHeld: () => boolean;
  /** The text by that name; undefined where there is none. The file must be open. @throws Problem */
  readonly read: (name: string) => string | undefined;
  /** Writes a text, safe on the disk when this returns. The file must be open. @throws Problem */
  readonly write: (name: string, text: string) => Promise<void>;
  /** Removes a text; the file may be closed. @throws Problem */
  readonly remove: (name: string) => Promise<void>;
  readonly names: () => readonly string[];
};

/** @param path in our settings directory */
export function createKeyFile(path: string): KeyFile {
  let key: Buffer | undefined;
  const load = (): Sealed | undefined => loadSealed(path);
  const heldName = ({ scrypt: { salt } }: Sealed): string => `rolecall:${salt}`;
  /** The seal of an open file. */
  const sealOf = (sealed: Sealed): Seal | undefined => {
    const held = key ?? heldInKernel(heldName(sealed));
    if (held === undefined || held.length !== keyLength) return undefined;
    const seal = createSeal(Buffer.from(held));
    if (seal.open(sealed.proof, proof) !== proof) return undefined;
    key = Buffer.from(held);
    return seal;
  };
  const opened = (): { readonly sealed: Sealed; readonly seal: Seal } | undefined => {
    const sealed = load();
    const seal = sealed && sealOf(sealed);
    return sealed !== undefined && seal !== undefined ? { sealed, seal } : undefined;
  };
  /** Only for a holder of the lock. */
  const save = async (sealed: Sealed) => {
    await sweepLeftovers(path);
    await replaceFile(path, `${JSON.stringify(sealed)}\n`, async () => undefined, true);
  };
  return {
    path,
    state: () => {
      const sealed = load();
      if (sealed === undefined) return 'none';
      return sealOf(sealed) === undefined ? 'closed' : 'open';
    },
    open: async (passphrase) => {
      const sealed = load();
      if (sealed === undefined) return false;
      const derived = await keyOf(passphrase, sealed.scrypt);
      if (createSeal(derived).open(sealed.proof, proof) !== proof) return false;
      key = derived;
      holdInKernel(heldName(sealed), derived, heldSeconds);
      return true;
    },
    create: async (passphrase) => {
      await locked(path, async () => {
        if (load() !== undefined) throw new Problem({ code: 'key-file-exists', title: `${path} already exists.` });
        const salt = randomBytes(16).toString('base64');
        const derived = await keyOf(passphrase, { ...cost, salt });
        const sealed = {
          version: formats.keyFile,
          scrypt: { ...cost, salt },
          proof: createSeal(derived).seal(proof, proof),
          keys: {},
        };
        await save(sealed);
        key = derived;
        holdInKernel(heldName(sealed), derived, heldSeconds);
      });
    },
    close: () => {
      const sealed = load();
      if (sealed !== undefined) dropFromKernel(heldName(sealed));
      key = undefined;
    },
    isHeld: () => {
      const sealed = load();
      return sealed !== undefined && heldInKernel(heldName(sealed)) !== undefined;
    },
    read: (name) => {
      const found = opened();
      const text = found && new Map(Object.entries(found.sealed.keys)).get(name);
      if (found === undefined || text === undefined) return undefined;
      const plain = found.seal.open(text, name);
      if (plain === undefined) throw damaged(path);
      return plain;
    },
    write: (name, text) =>
      locked(path, async () => {
        const found = opened();
        if (found === undefined) throw damaged(path);
        const { sealed, seal } = found;
        await save(withKey(sealed, name, seal.seal(text, name)));
      }),
    remove: (name) =>
      locked(path, async () => {
        const sealed = load();
        if (sealed !== undefined) await save(withKey(sealed, name, undefined));
      }),
    names: () => Object.keys(load()?.keys ?? {}),
  };
}

function withKey(sealed: Sealed, name: string, text: string | undefined): Sealed {
  const keys = new Map(Object.entries(sealed.keys));
  if (text === undefined) keys.delete(name);
  else keys.set(name, text);
  return { ...sealed, keys: Object.fromEntries(keys) };
}

function keyOf(passphrase: string, { n, r, p, salt }: Sealed['scrypt']): Promise<Buffer> {
  const text = Buffer.from(passphrase.normalize('NFKC'));
  const options = { N: n, r, p, maxmem: 128 * n * r * 2 };
  return new Promise((resolve, reject) =>
    scrypt(text, Buffer.from(salt, 'base64'), keyLength, options, (error, derived) => {
      text.fill(0);
      if (error) reject(error);
      else resolve(derived);
    }),
  );
}

/** @throws Problem for one that may not be read, is damaged, a newer rolecall's, or cannot be trusted */
function loadSealed(path: string): Sealed | undefined {
  checkOwnDirectory(dirname(path), 'settings');
  const found = readOwnFile(path, largest);
  if (found === undefined) {
    if (!isPresent(path)) return undefined;
    const unread = whyUnread(path);
    throw unread === undefined ? damaged(path) : unreadable(path, unread);
  }
  const sealed = parsed(found.text);
  if (sealed === 'newer') {
    throw new Problem({
      code: 'key-file-newer',
      title: `${path} was written by a newer rolecall, and is left alone.`,
      todo: ['Update rolecall.'],
    });
  }
  if (sealed === 'damaged') throw damaged(path);
  return sealed;
}

function parsed(text: string): Sealed | FormatFault {
  const value = recordIn(text);
  if (value?.version !== formats.keyFile) return formatFault(value, formats.keyFile);
  const { scrypt: header, proof: proven, keys } = value;
  if (!isRecord(header) || !isRecord(keys)) return 'damaged';
  const isWhole = [header.salt, proven, ...Object.values(keys)].every((each) => typeof each === 'string');
  return isWhole && isCost(header) ? (value as Sealed) : 'damaged';
}

/** Whether scrypt takes these numbers, and they take no more than {@link mostMemory}. N is a power of two above 1. */
function isCost({ n, r, p }: Partial<Cost>): boolean {
  if (![n, r, p].every((each) => Number.isInteger(each) && (each as number) > 0)) return false;
  const [rounds, size, times] = [n, r, p] as [number, number, number];
  return rounds > 1 && Number.isInteger(Math.log2(rounds)) && 128 * rounds * size * 2 <= mostMemory && times <= 16;
}

function unreadable(path: string, { why, todo }: Unread): Problem {
  return new Problem({
    code: 'key-file-unreadable',
    title: `${path}, the key file, cannot be read.`,
    means: why,
    todo: [todo],
  });
}

function damaged(path: string): Problem {
  return new Problem({
    code: 'key-file-damaged',
    title: `${path}, the key file, is damaged, and is left as it is.`,
    means: 'It may have been truncated, or changed by hand.',
    todo: [
      'Restore it from a backup.',
      'Without one, create new keys for the users, move the file away, and store the new keys: rolecall key add',
    ],
  });
}
