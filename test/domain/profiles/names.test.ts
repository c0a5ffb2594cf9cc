import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchProfiles, nearestNames } from '../../../source/domain/profiles/names.ts';
import type { Problem } from '../../../source/problem.ts';
import { profilesOf } from './files.ts';

const NAMES = ['default', 'prod-admin', 'prod-readonly', 'staging', 'mary', 'defaults-eu'];

const rows: [string, string[]][] = [
  ['prod-admni', ['prod-admin']],
  ['PROD-ADMIN', ['prod-admin']],
  ['prod', ['prod-admin', 'prod-readonly']],
  ['admin', ['prod-admin']],
  ['marry', ['mary']],
  ['defualt', []],
  ['default', ['defaults-eu']],
  ['zzz', []],
  ['', []],
];
for (const [typed, expected] of rows) {
  test(`nearestNames: ${typed || 'nothing'}`, () => assert.deepEqual(nearestNames(typed, NAMES), expected));
}

const profiles = profilesOf(
  '[profile dev-a]\n[profile dev-b]\n[profile prod]\n[profile dev*]\n[profile a.b]\n[profile axb]\n',
);

const globs: [wanted: string[], expected: string[]][] = [
  [['prod'], ['prod']],
  [['dev-*'], ['dev-a', 'dev-b']],
  [['dev*'], ['dev*']],
  [['*d*'], ['dev-a', 'dev-b', 'prod', 'dev*']],
  [
    ['dev-?', 'prod', 'dev-a'],
    ['dev-a', 'dev-b', 'prod'],
  ],
  [['dev-[bc]'], ['dev-b']],
  [['dev-[!b]'], ['dev-a']],
  [['dev-[a-b]'], ['dev-a', 'dev-b']],
  [['a.?'], ['a.b']],
];
for (const [wanted, expected] of globs) {
  test(`matchProfiles: ${wanted.join(' ')}`, () => assert.deepEqual(matchProfiles(profiles, wanted), expected));
}

for (const [wanted, code] of [
  ['x*', 'glob-empty'],
  ['pro', 'profile-unknown'],
  ['prod[', 'glob-empty'],
]) {
  test(`matchProfiles: ${wanted} matches nothing`, () => {
    assert.throws(
      () => matchProfiles(profiles, ['prod', wanted ?? '']),
      (error: Problem) => error.text.code === code,
    );
  });
}
