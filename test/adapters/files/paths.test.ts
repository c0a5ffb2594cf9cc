import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { describe, test } from 'node:test';
import { ownPaths } from '../../../source/adapters/files/paths.ts';
import { Problem } from '../../../source/problem.ts';

describe('ownPaths', () => {
  const cases: readonly (readonly [
    string,
    NodeJS.Platform,
    Record<string, string>,
    cache: string,
    settings: string,
  ])[] = [
    ['Linux', 'linux', { HOME: '/home/m' }, '/home/m/.cache/rolecall', '/home/m/.config/rolecall'],
    ['XDG', 'linux', { HOME: '/h', XDG_CACHE_HOME: '/c', XDG_CONFIG_HOME: '/s' }, '/c/rolecall', '/s/rolecall'],
    [
      'XDG, relative and so ignored',
      'linux',
      { HOME: '/h', XDG_CACHE_HOME: 'c', XDG_CONFIG_HOME: './s' },
      '/h/.cache/rolecall',
      '/h/.config/rolecall',
    ],
    [
      'macOS, which knows no XDG',
      'darwin',
      { HOME: '/Users/m', XDG_CACHE_HOME: '/c' },
      '/Users/m/Library/Caches/rolecall',
      '/Users/m/Library/Application Support/rolecall',
    ],
    [
      'Windows',
      'win32',
      { USERPROFILE: 'C:\\Users\\m', LOCALAPPDATA: 'D:\\Local', APPDATA: 'D:\\Roaming' },
      'D:\\Local\\rolecall\\Cache',
      'D:\\Roaming\\rolecall',
    ],
    [
      'Windows with a profile alone',
      'win32',
      { USERPROFILE: 'C:\\Users\\m' },
      'C:\\Users\\m\\AppData\\Local\\rolecall\\Cache',
      'C:\\Users\\m\\AppData\\Roaming\\rolecall',
    ],
    ['ROLECALL_HOME', 'darwin', { HOME: '/h', ROLECALL_HOME: '/own' }, '/own/cache', '/own/settings'],
  ];
  for (const [what, platform, env, cache, settings] of cases) {
    test(what, () => {
      const paths = ownPaths(env, platform);
      assert.deepEqual([paths.cache, paths.settings], [cache, settings]);
    });
  }

  test('a relative ROLECALL_HOME is refused: a checkout must not bring sessions and settings', () => {
    for (const relative of ['here', './here', '..', '~/rolecall', ' /own']) {
      const find = () => ownPaths({ HOME: '/h', ROLECALL_HOME: relative }, 'linux');
      assert.throws(find, (error) => error instanceof Problem && error.text.code === 'home-relative', relative);
    }
    assert.throws(() => ownPaths({ USERPROFILE: 'C:\\Users\\m', ROLECALL_HOME: 'own' }, 'win32'), Problem);
  });

  test('a relative HOME is no home: nothing in the directory where one is passes for ours', () => {
    const { home, cache } = ownPaths({ HOME: 'here' }, 'linux');
    assert.equal(home, homedir());
    assert.ok(cache.startsWith('/'), cache);
  });
});
