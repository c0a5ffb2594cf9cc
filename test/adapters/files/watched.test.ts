import assert from 'node:assert/strict';
import { mkdir, rmdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { watched } from '../../../source/adapters/files/watched.ts';
import { makeHome } from '../../helpers/home.ts';

test('watched: only the time counts in which we looked on, and only without a change', async (context) => {
  const path = join((await makeHome(context)).directory, 'entry.lock');
  let now = 5_000;
  const look = watched(path, () => now);
  const after = async (milliseconds: number) => {
    now += milliseconds;
    return (await look())?.unchanged;
  };
  assert.equal(await after(0), undefined);
  await mkdir(path);
  assert.equal(await after(500), 0, 'the first look');
  assert.equal(await after(400), 400);
  assert.equal(await after(60_000), 1_400, 'we were stopped meanwhile, and so may have been the holder');
  await utimes(path, 1, 1);
  assert.equal(await after(300), 0, 'renewed, by whatever clock');
  assert.equal(await after(300), 300);
  await rmdir(path);
  await mkdir(path);
  await utimes(path, 1, 1);
  assert.equal(await after(300), 0, 'another lock in its place');
  await rmdir(path);
  assert.equal(await after(300), undefined);
});
