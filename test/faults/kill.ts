import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInventories } from '../../source/adapters/cache/inventories.ts';
import { createSessionFiles } from '../../source/adapters/cache/sessions.ts';
import type { StoredSession } from '../../source/domain/sessions/cache/store.ts';
import { makeHome } from '../helpers/home.ts';
import { type Fault, fixture, runBun, type Scene } from './fault.ts';

type Written = {
  readonly what: 'session' | 'inventory' | 'settings' | 'live' | 'config';
  /** Every so many steps are tried where it has to be quick. */
  readonly stride: number;
  /** What is there now; throws where it is neither of the two. */
  readonly look: (directory: string) => Promise<'old' | 'new'>;
};

const written: readonly Written[] = [
  {
    what: 'session',
    stride: 1,
    look: async (directory) => {
      const found = await createSessionFiles(directory).read<StoredSession>({ kind: 'session', facts: 'prod' });
      assert.ok(found, 'the session is there');
      const { accessKeyId, sessionToken } = found.credentials;
      assert.equal(sessionToken, accessKeyId.repeat(200));
      return oldOrNew(accessKeyId);
    },
  },
  {
    what: 'inventory',
    stride: 1,
    look: async (directory) => {
      const found = createInventories(directory).read({ startUrl: 'https://corp.awsapps.com/start' });
      assert.equal(found?.accounts.length, 300);
      const [name, ...others] = new Set(found.accounts.map((account) => account.name));
      assert.deepEqual(others, []);
      return oldOrNew(name);
    },
  },
  {
    what: 'settings',
    stride: 8,
    look: async (directory) => {
      const { favourites } = JSON.parse(await readFile(join(directory, 'settings.json'), 'utf8'));
      assert.equal(favourites[0], 'old');
      return oldOrNew(favourites.at(-1));
    },
  },
  {
    what: 'live',
    stride: 1,
    look: async (directory) => oldOrNew(await onlyLine(join(directory, 'live', 'config-0'))),
  },
  {
    what: 'config',
    stride: 5,
    look: async (directory) => oldOrNew(await onlyLine(join(directory, 'config'))),
  },
];

/** What a writer wrote five hundred times. */
async function onlyLine(path: string): Promise<string | undefined> {
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
  assert.deepEqual([new Set(lines).size, lines.length], [1, 500], 'one writer’s text, all of it');
  return lines[0]?.slice(2);
}

function oldOrNew(text: unknown): 'old' | 'new' {
  assert.ok(text === 'old' || text === 'new', `neither old nor new: ${text}`);
  return text;
}

/** Writes `old`, then kills the writing of `new` at each of its steps; the next writer has to come through. */
async function killEverywhere(scene: Scene, { what, look }: Written, stride: number): Promise<number> {
  let tried = 0;
  for (let at = 1; ; at += stride) {
    const { directory, env } = await makeHome(scene);
    const place = join(directory, 'place');
    const write = (text: string, more: Record<string, string> = {}) =>
      runBun(['--preload', fixture('die.cjs'), fixture('writer.ts'), place, what, text], { env: { ...env, ...more } });
    assert.equal((await write('old')).code, 0);
    const ended = await write('new', { DIE_AT: String(at), DIE_BELOW: directory });
    const found = await look(place);
    if (ended.signal !== 'SIGKILL') {
      assert.equal(ended.code, 0, ended.err);
      assert.equal(found, 'new');
      assert.ok(tried > 0, 'it was killed at least once');
      return tried;
    }
    tried += 1;
    assert.equal((await write('new')).code, 0, 'the next one writes');
    assert.equal(await look(place), 'new');
    const left = (await readdir(place, { recursive: true })).filter((name) => name.endsWith('.lock'));
    assert.deepEqual(left, [], 'no lock stays');
  }
}

export const kills: readonly Fault[] = written.map((each) => ({
  name: `kill -9 at every step of writing: ${each.what}`,
  run: (scene, extent) => killEverywhere(scene, each, extent === 'all' ? 1 : each.stride),
}));
