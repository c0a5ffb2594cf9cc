import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearestNames } from '../../../../source/domain/profiles/resolve/nearest.ts';

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
