import assert from 'node:assert/strict';
import { chmod, readdir, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { holdInKernel } from '../../../source/adapters/runtime/kernel-keyring.ts';
import { codeOf, filled, heldName, letGo, noHold, passphrase, secret, workplace } from './sealed-file.ts';

test('the right passphrase opens it, a wrong one does not, and there is no secret in it', async (context) => {
  const { again, text, close } = await filled(context);
  for (const clear of [secret, passphrase, 'another']) assert.equal(text.includes(clear), false);
  const file = again();
  assert.equal(file.state(), 'closed');
  assert.deepEqual(file.names(), ['mary', 'john']);
  for (const wrong of ['', 'correct horsf', `${passphrase} `, 'Correct horse']) {
    assert.equal(await file.open(wrong), false, wrong);
  }
  assert.deepEqual([file.state(), file.read('mary')], ['closed', undefined]);
  assert.equal(await file.open(passphrase), true);
  assert.deepEqual([file.state(), file.read('mary'), file.read('john')], ['open', secret, 'another']);
  assert.equal(file.read('nobody'), undefined);
  close();
});

test('a passphrase is the same however a keyboard composes it', async (context) => {
  const { path, again } = await workplace(context);
  const composed = 'pässword ﬁne Å';
  const file = again();
  await file.create(composed);
  await file.write('mary', secret);
  const text = await readFile(path, 'utf8');
  letGo(text);
  const decomposed = composed.normalize('NFKD');
  assert.notEqual(decomposed, composed);
  const other = again();
  assert.equal(await other.open(decomposed), true);
  assert.equal(other.read('mary'), secret);
  letGo(text);
});

test('an open file is open for other programs of the person’s until it is closed', {
  skip: noHold,
}, async (context) => {
  const { file, again } = await filled(context);
  assert.deepEqual([again().state(), again().isHeld()], ['closed', false]);
  await file.open(passphrase);
  assert.deepEqual([again().state(), again().isHeld(), again().read('mary')], ['open', true, secret]);
  await file.write('mary', 'new');
  assert.equal(again().read('mary'), 'new');
  again().close();
  assert.deepEqual([again().state(), again().isHeld()], ['closed', false]);
  file.close();
  assert.equal(file.state(), 'closed');
});

test('what another file is held open by opens nothing', { skip: noHold }, async (context) => {
  const { again, text } = await filled(context);
  for (const length of [32, 5]) {
    holdInKernel(heldName(text), new Uint8Array(length).fill(3), 60);
    assert.deepEqual([again().state(), again().read('mary')], ['closed', undefined]);
  }
});

test('file 0600 in a directory 0700, whatever it was before; nothing lies beside it', async (context) => {
  const { path, file } = await filled(context);
  const modes = async () => [(await stat(path)).mode & 0o777, (await stat(dirname(path))).mode & 0o777];
  assert.deepEqual(await modes(), [0o600, 0o700]);
  await chmod(path, 0o644);
  await chmod(dirname(path), 0o755);
  await file.write('mary', 'new');
  assert.deepEqual(await modes(), [0o600, 0o700]);
  assert.deepEqual(await readdir(dirname(path)), ['access-keys.sealed']);
});

test('names that every object has are names like others', async (context) => {
  const { path, file, again, text } = await filled(context);
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '0', '', 'rolecall', 'Ünal "the" 🔑'];
  for (const name of names) assert.equal(file.read(name), undefined, name);
  for (const name of names) await file.write(name, `of ${name}`);
  const other = again();
  await other.open(passphrase);
  for (const name of names) assert.equal(other.read(name), `of ${name}`, name);
  assert.deepEqual([...other.names()].sort(), ['mary', 'john', ...names].sort());
  for (const name of names) await other.remove(name);
  for (const name of names) assert.equal(other.read(name), undefined, name);
  assert.deepEqual(other.names(), ['mary', 'john']);
  assert.equal(other.read('mary'), secret);
  assert.equal((await readFile(path, 'utf8')).length, text.length);
  letGo(text);
});

test('a key is removed from a closed file, and the others stay', async (context) => {
  const { again } = await filled(context);
  const file = again();
  await file.remove('mary');
  await file.remove('nobody');
  assert.deepEqual([file.state(), file.names()], ['closed', ['john']]);
  await file.open(passphrase);
  assert.deepEqual([file.read('mary'), file.read('john')], [undefined, 'another']);
});

test('a file that is there is never made anew', async (context) => {
  const { path, again, text } = await filled(context);
  assert.equal(await codeOf(() => again().create('another passphrase')), 'key-file-exists');
  assert.equal(await readFile(path, 'utf8'), text);
});

test('without a file there is nothing to open, and nothing to remove', async (context) => {
  const { directory, again } = await workplace(context);
  const file = again();
  assert.deepEqual([file.state(), file.names(), file.isHeld(), await file.open('x')], ['none', [], false, false]);
  await file.remove('mary');
  file.close();
  assert.deepEqual(
    (await readdir(directory, { recursive: true })).filter((name) => name.endsWith('sealed')),
    [],
  );
});
