import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readEntry, writeEntry } from '../../source/adapters/cache/entries.ts';
import { formats } from '../../source/domain/formats.ts';
import { isNewerRecord, readRecord } from '../../source/domain/profiles/edit/undo.ts';
import { shellKinds } from '../../source/domain/shells/registry.ts';
import { makeHome } from '../helpers/home.ts';
import { runProgram } from '../helpers/program.ts';

const shells = fileURLToPath(new URL('../../source/domain/shells/', import.meta.url));

test('every shell takes the answer of this version, and names no other', async () => {
  const names = (await readdir(shells, { recursive: true })).filter((name) => /apply\.[a-z0-9]+$/.test(name));
  assert.equal(names.length, shellKinds.length);
  for (const name of names) {
    const versions = (await readFile(join(shells, name), 'utf8')).match(/rolecall\/\d+/g);
    assert.deepEqual([...new Set(versions)], [`rolecall/${formats.answer}`], name);
  }
});

test('an entry of a newer cache is as good as none', async (context) => {
  const directory = await mkdtemp(join(tmpdir(), 'rolecall-test-'));
  context.after(() => rm(directory, { recursive: true }));
  const path = join(directory, 'session-0.json');
  await writeEntry(path, 'value');
  assert.equal(readEntry(path), 'value');
  await writeFile(path, JSON.stringify({ version: formats.cacheEntry + 1, value: 'value' }));
  assert.equal(readEntry(path), undefined);
});

test('a newer record of an edit is none to take back, and is known as newer', () => {
  const newer = JSON.stringify({ version: formats.editRecord + 1, madeAt: 0, edits: [{}] });
  assert.deepEqual([readRecord(newer, 0), isNewerRecord(newer)], [undefined, true]);
});

test('newer settings are said, and stay as they are', async (context) => {
  const home = await makeHome(context, { config: '[profile a]\nregion = eu-west-1\n' });
  const directory = join(home.directory, '.config', 'rolecall');
  const text = JSON.stringify({ version: formats.settings + 1, favourites: ['a'], more: 1 });
  const path = join(directory, 'settings.json');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await writeFile(path, text, { mode: 0o600 });
  const { err } = await runProgram(['doctor', '--offline'], home);
  const { out } = await runProgram(['doctor', '--offline', '--json'], home);
  assert.match(out + err, /newer/);
  assert.equal(await readFile(path, 'utf8'), text);
});
