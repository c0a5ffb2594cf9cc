import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { changeSettings, loadSettings } from '../../../source/adapters/files/settings.ts';
import { defaultSettings } from '../../../source/domain/settings/settings.ts';
import { makeHome } from '../../helpers/home.ts';

const adder = fileURLToPath(new URL('settings-adder.ts', import.meta.url));

test('processes that change the settings at once lose nothing of each other', async (context) => {
  const directory = join((await makeHome(context)).directory, 'own settings');
  const names = Array.from({ length: 40 }, (_, index) => `profile-${index}`);
  const ends = [0, 1, 2, 3].map(async (lane) => {
    const own = names.filter((_, index) => index % 4 === lane);
    const child = spawn(process.execPath, [adder, directory, ...own], { stdio: 'inherit' });
    return (await once(child, 'exit'))[0];
  });
  assert.deepEqual(await Promise.all(ends), [0, 0, 0, 0]);
  assert.deepEqual([...loadSettings(directory).settings.favourites].sort(), [...names].sort());
  assert.deepEqual(await readdir(directory), ['settings.json']);
});

test('a file that cannot be understood is never overwritten', async (context) => {
  const directory = join((await makeHome(context)).directory, 'settings');
  await mkdir(directory);
  const path = join(directory, 'settings.json');
  for (const text of [
    '{"favourites": ["prod"',
    '\uFEFF{}',
    '{"sessionStore": "nnoe"}',
    '{"version": 2}',
    '{"promt": 1}',
  ]) {
    await writeFile(path, text);
    const changed = changeSettings(directory, (before) => ({ ...before, favourites: ['dev'] }));
    await assert.rejects(
      changed,
      /Your settings (cannot be understood|come from a newer rolecall), so they are left as they are/,
    );
    assert.equal(await readFile(path, 'utf8'), text);
    assert.deepEqual(await readdir(directory), ['settings.json']);
  }
});

test('who may write the file and its directory is looked at', async (context) => {
  const directory = join((await makeHome(context)).directory, 'settings');
  await mkdir(directory, { mode: 0o700 });
  const path = join(directory, 'settings.json');
  await writeFile(path, '{"sessionStore": "file"}', { mode: 0o600 });
  const codes = () => loadSettings(directory).faults.map(({ code }) => code);
  assert.deepEqual(codes(), []);
  await chmod(path, 0o666);
  assert.deepEqual(codes(), ['settings-untrusted']);
  await chmod(path, 0o600);
  await chmod(directory, 0o777);
  assert.deepEqual(codes(), ['settings-untrusted']);
  await rm(path);
  assert.deepEqual(codes(), ['settings-untrusted'], 'somebody may have removed it');
  await chmod(directory, 0o700);
  await mkdir(path);
  assert.deepEqual(codes(), ['settings-unreadable']);
});

test('settings that cannot be read or written are the defaults, and an error to whoever wants to keep them', async () => {
  assert.deepEqual(loadSettings('/dev/null/settings'), { settings: defaultSettings, faults: [] });
  await assert.rejects(changeSettings('/dev/null/settings', (before) => before));
});
