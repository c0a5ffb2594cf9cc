import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, watch, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { filled, noHold, passphrase, secret } from './sealed-file.ts';

const fixture = fileURLToPath(new URL('../fixtures/key-file.ts', import.meta.url));
const start = (...args: readonly string[]) =>
  spawn(process.execPath, [fixture, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });

/** That many programs at once that each write a key. */
async function assertNoneLost(count: number, { path, file }: Awaited<ReturnType<typeof filled>>, typed: string) {
  const writers = Array.from({ length: count }, (_, index) => start(path, typed, `user-${index}`, `key ${index}`));
  const codes = await Promise.all(writers.map(async (writer) => (await once(writer, 'exit'))[0]));
  assert.deepEqual(new Set(codes), new Set([0]));
  for (let index = 0; index < count; index += 1) assert.equal(file.read(`user-${index}`), `key ${index}`);
  assert.equal(file.read('mary'), secret);
  assert.deepEqual(await readdir(dirname(path)), ['access-keys.sealed']);
}

test('50 programs at once that each write a key: none is lost', { skip: noHold }, async (context) => {
  const place = await filled(context);
  await place.file.open(passphrase);
  await assertNoneLost(50, place, '');
});

test('programs at once that are told the passphrase each: none is lost', async (context) => {
  await assertNoneLost(4, await filled(context), passphrase);
});

/** Waits until a write is under way. */
async function halfWritten(directory: string): Promise<void> {
  for await (const { filename } of watch(directory)) if (filename?.startsWith('.access-keys.sealed.rolecall-')) return;
}

test('kill -9 in a write leaves the old file or the new one, and the next write cleans up', async (context) => {
  const { path, file } = await filled(context);
  for (let times = 1; times <= 4; times += 1) {
    const child = start(path, passphrase, 'forever');
    await once(child.stdout, 'data');
    child.stdout.resume();
    await halfWritten(dirname(path));
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.ok(['0', '1'].map((digit) => digit.repeat(20_000)).includes(file.read('new') ?? ''));
    assert.deepEqual([file.read('mary'), file.read('john')], [secret, 'another']);
  }
  await writeFile(join(dirname(path), '.access-keys.sealed.rolecall-1-dead'), 'half a fi');
  await file.write('mary', 'new');
  assert.equal(file.read('mary'), 'new');
  assert.deepEqual(await readdir(dirname(path)), ['access-keys.sealed']);
});
