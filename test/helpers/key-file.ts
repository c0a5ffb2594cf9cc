import { readFileSync } from 'node:fs';
import type { TestContext } from 'node:test';
import { createKeyFile } from '../../source/adapters/access-keys/key-file.ts';
import { dropFromKernel } from '../../source/adapters/runtime/kernel-keyring.ts';

/** Makes a file of keys, and leaves it open for the programs of this test, where the kernel holds its key; else closed. */
export async function openKernelHeld(
  context: TestContext,
  path: string,
  passphrase: string,
  closed: boolean,
): Promise<void> {
  const file = createKeyFile(path);
  await file.create(passphrase);
  const { scrypt } = JSON.parse(readFileSync(path, 'utf8')) as { scrypt: { salt: string } };
  // The keyring of the user outlives this test.
  context.after(() => dropFromKernel(`rolecall:${scrypt.salt}`));
  if (closed) file.close();
}
