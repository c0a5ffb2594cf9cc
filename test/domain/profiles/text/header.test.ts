import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readHeader, splitLikeShell } from '../../../../source/domain/profiles/text/header.ts';

// The right-hand side is what Python's shlex.split gives.
const splits: [text: string, parts: string[] | undefined][] = [
  ['profile a', ['profile', 'a']],
  ['profile \t a ', ['profile', 'a']],
  ['profile "a b"', ['profile', 'a b']],
  ["profile 'a \"b'", ['profile', 'a "b']],
  ['profile a"b c"d', ['profile', 'ab cd']],
  ['profile ""', ['profile', '']],
  ['profile a\\ b', ['profile', 'a b']],
  ['profile "a\\"b\\\\c\\d"', ['profile', 'a"b\\c\\d']],
  ["profile 'a\\b'", ['profile', 'a\\b']],
  ['profile "a', undefined],
  ["profile o'neil", undefined],
  ['profile a\\', undefined],
  ['', []],
];
for (const [text, parts] of splits) {
  test(`splitLikeShell: ${text}`, () => assert.deepEqual(splitLikeShell(text), parts));
}

describe('readHeader', () => {
  const rows: [header: string, file: 'config' | 'credentials', expected: string][] = [
    ['profile a', 'config', 'profile a'],
    ['default', 'config', 'profile default'],
    ['profile default', 'config', 'profile default'],
    ['sso-session "x y"', 'config', 'sso-session x y'],
    ['services a', 'config', 'services a'],
    ['profiles a', 'config', 'profile a'],
    ['profile', 'config', 'none '],
    ['DEFAULT', 'config', 'defaults '],
    ['DEFAULT', 'credentials', 'defaults '],
    ['profile a', 'credentials', 'profile profile a'],
    ['services a', 'credentials', 'none '],
    ['services', 'credentials', 'profile services'],
  ];
  for (const [header, file, expected] of rows) {
    test(`${file}: [${header}]`, () => {
      const read = readHeader(header, file);
      assert.equal(`${read.kind} ${'name' in read ? read.name : ''}`, expected);
    });
  }
});
