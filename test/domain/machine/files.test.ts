import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileFindings } from '../../../source/domain/machine/files.ts';
import type { FileFact, MachineView } from '../../../source/domain/machine/view.ts';
import { profilesOf } from '../portals/found/world.ts';

test('a directory that all may write to is said, and one in which nobody can swap the files of others is not', async () => {
  const codes = async (mode: number) => {
    const directory: FileFact = { path: '/shared', isYours: false, isDirectory: true, mode };
    const view = {
      profiles: profilesOf(''),
      paths: { config: '/shared/config', credentials: '/c', cache: '/cache', settings: '/settings', home: '/home' },
      env: {},
      machine: { look: async (path: string) => (path === '/shared' ? directory : undefined) },
    } as unknown as MachineView;
    return (await fileFindings(view)).map(({ code, remedy }) => `${code}: ${remedy}`);
  };
  assert.deepEqual(await codes(0o040777), ['file-writable-by-others: chmod 700 /shared']);
  assert.deepEqual(await codes(0o041777), []);
  assert.deepEqual(await codes(0o040700), []);
});
