import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { createKeyFile, type KeyFile } from '../../../source/adapters/access-keys/key-file.ts';
import { dropFromKernel, heldInKernel, holdInKernel } from '../../../source/adapters/runtime/kernel-keyring.ts';
import { once } from '../../../source/domain/once.ts';
import { Problem } from '../../../source/problem.ts';

export const passphrase = 'correct horse';
export const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

const probe = `rolecall-test:${crypto.randomUUID()}`;
const canHold = holdInKernel(probe, new Uint8Array(32), 5);
dropFromKernel(probe);
export const noHold = !canHold && 'the kernel holds nothing here';

/** A directory of settings, and the path of a file of keys in it. What the kernel holds of it goes with the test. */
export async function workplace(context: TestContext) {
  const directory = await mkdtemp(join(tmpdir(), 'rolecall-test-'));
  const path = join(directory, 'settings', 'access-keys.sealed');
  context.after(() => rm(directory, { recursive: true, force: true }));
  /** As another program has it: what this one has opened is not known to it. */
  const again = (): KeyFile => createKeyFile(path);
  return { directory, path, again };
}

/** A file that holds the keys of mary and of john, and what it is opened by: made once, since that takes its time. */
const made = once(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'rolecall-test-'));
  const file = createKeyFile(join(directory, 'access-keys.sealed'));
  await file.create(passphrase);
  await file.write('mary', secret);
  await file.write('john', 'another');
  const text = await readFile(file.path, 'utf8');
  const name = heldName(text);
  const key = heldInKernel(name);
  await rm(directory, { recursive: true });
  return { text, name, key };
});

/** The same with such a file, and a program that has it open; for others it is closed. */
export async function filled(context: TestContext) {
  const place = await workplace(context);
  const { text, name, key } = await made();
  await mkdir(dirname(place.path), { mode: 0o700 });
  await writeFile(place.path, text, { mode: 0o600 });
  const file = place.again();
  if (key === undefined) await file.open(passphrase);
  else holdInKernel(name, key, 60);
  assert.equal(file.state(), 'open');
  const close = () => letGo(text);
  context.after(close);
  close();
  /** Writes the file over with one in which something is otherwise. */
  const change = (how: (sealed: Sealed) => void) => {
    const sealed = JSON.parse(text) as Sealed;
    how(sealed);
    return writeFile(place.path, JSON.stringify(sealed));
  };
  return { ...place, file, text, close, change };
}

export type Sealed = {
  version: unknown;
  scrypt: { n: unknown; r: unknown; p: unknown; salt: unknown };
  proof: string;
  keys: Record<string, string>;
};

/** Lets the kernel forget the key of a file, whatever has become of that file. */
export function letGo(text: string): void {
  dropFromKernel(heldName(text));
}

/** By which name the kernel holds the key of a file. */
export function heldName(text: string): string {
  return `rolecall:${JSON.parse(text).scrypt.salt}`;
}

/** The code of the problem that some work ends in. */
export async function codeOf(work: () => unknown): Promise<string> {
  try {
    await work();
    return 'done';
  } catch (error) {
    if (error instanceof Problem) return error.text.code;
    throw error;
  }
}
