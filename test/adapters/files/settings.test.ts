import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
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
  assert.deepEqual([...(await loadSettings(directory)).favourites].sort(), [...names].sort());
  assert.deepEqual(await readdir(directory), ['settings.json']);
});

test('a broken file gives the defaults, and is kept aside before anything is written', async (context) => {
  const directory = join((await makeHome(context)).directory, 'settings');
  await mkdir(directory);
  await writeFile(join(directory, 'settings.json'), '{"favourites": ["prod"');
  assert.deepEqual(await loadSettings(directory), defaultSettings);
  await changeSettings(directory, (before) => ({ ...before, favourites: ['dev'] }));
  assert.equal(await readFile(join(directory, 'settings.json.broken'), 'utf8'), '{"favourites": ["prod"');
  assert.deepEqual((await loadSettings(directory)).favourites, ['dev']);
});

test('settings that cannot be read or written are the defaults, and an error to whoever wants to keep them', async () => {
  assert.deepEqual(await loadSettings('/dev/null/settings'), defaultSettings);
  await assert.rejects(changeSettings('/dev/null/settings', (before) => before));
});
