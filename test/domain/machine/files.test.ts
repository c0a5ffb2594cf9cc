import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileFindings } from '../../../source/domain/machine/files.ts';
import type { FileFact, MachineView } from '../../../source/domain/machine/view.ts';
import { profilesOf } from '../portals/found/world.ts';

/** What is said of one file or directory; there is nothing else. */
const findingsOf = async (fact: FileFact) => {
  const view = {
    profiles: profilesOf(''),
    paths: { config: '/shared/config', credentials: '/c', cache: '/cache', settings: '/settings', home: '/home' },
    env: {},
    machine: { look: async (path: string) => (path === fact.path ? fact : undefined) },
  } as unknown as MachineView;
  return fileFindings(view);
};

test('a directory that all may write to is said, and one in which nobody can swap the files of others is not', async () => {
  const codes = async (mode: number) => {
    const found = await findingsOf({ path: '/shared', isYours: false, isSystem: true, isDirectory: true, mode });
    return found.map(({ code, remedy }) => `${code}: ${remedy}`);
  };
  assert.deepEqual(await codes(0o040777), ['file-writable-by-others: chmod 700 /shared']);
  assert.deepEqual(await codes(0o041777), []);
  assert.deepEqual(await codes(0o040700), []);
});

test('whose file or directory it is decides whom you become: another user’s is said, root’s is not', async () => {
  const of = async (path: string, mode: number, owner: Pick<FileFact, 'isYours' | 'isSystem'>) =>
    (await findingsOf({ path, isDirectory: path === '/shared', mode, ...owner })).map(({ code }) => code);
  const another = { isYours: false, isSystem: false };
  for (const path of ['/shared', '/shared/config', '/c']) {
    assert.deepEqual(await of(path, 0o700, another), ['file-of-another'], path);
    assert.deepEqual(await of(path, 0o777, another), ['file-of-another', 'file-writable-by-others'], path);
    assert.deepEqual(await of(path, 0o700, { isYours: false, isSystem: true }), [], path);
    assert.deepEqual(await of(path, 0o700, { isYours: true, isSystem: false }), [], path);
  }
  assert.deepEqual(await of('/shared', 0o1777, another), ['file-of-another']);
  assert.deepEqual(await of('/c', 0o644, another), ['file-of-another', 'file-open-to-others']);
  assert.deepEqual(await of('/settings', 0o600, another), ['cache-of-another']);
});

test('what another user’s file lets others do is closed by that user', async () => {
  const [, found] = await findingsOf({
    path: '/c',
    isYours: false,
    isSystem: false,
    isDirectory: false,
    mode: 0o100666,
  });
  assert.deepEqual([found?.severity, found?.remedy], ['error', 'Ask its owner to restrict it: chmod 600 /c']);
});
