import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createSettingsStore } from '../../source/ports/settings.ts';

test('load: what this process has changed, too', async (context) => {
  const directory = await mkdtemp(join(tmpdir(), 'rolecall-test-'));
  context.after(() => rm(directory, { recursive: true }));
  const store = createSettingsStore(directory);
  assert.deepEqual((await store.load()).favourites, []);
  await store.change((before) => ({ ...before, favourites: ['audit'] }));
  assert.deepEqual((await store.load()).favourites, ['audit']);
});
