import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filledCommand, holdsAddress } from '../../../source/domain/console/command.ts';
import { Problem } from '../../../source/problem.ts';
import { role } from './role.ts';

const url = 'https://a/?b=c&d=$x';
const odd = { ...role, name: `a & b / ü " ' {url}`, profile: 'p q' };

const filled: readonly (readonly [words: readonly [string, ...string[]], becomes: readonly string[]])[] = [
  [
    ['firefox', '{url}'],
    ['firefox', url],
  ],
  [
    ['b', '--app={url}', '--title={name}'],
    ['b', `--app=${url}`, `--title=${odd.name}`],
  ],
  [
    ['b', '{profile}', '{account}', '{role}', '{color}', '{url}'],
    ['b', 'p q', '444455556666', 'Admin', '#0000ff', url],
  ],
  [
    ['b', '{url}{unknown}{', '%s'],
    ['b', `${url}{unknown}{`, '%s'],
  ],
  [
    ['b', 'ext+container:name={name}&url={url}'],
    ['b', `ext+container:name=${encodeURIComponent(odd.name)}&url=${encodeURIComponent(url)}`],
  ],
  [
    ['{url}', '{url}'],
    ['{url}', url],
  ],
];

for (const [words, becomes] of filled) {
  test(`${words.join(' ')}`, () => assert.deepEqual(filledCommand(words, url, odd), becomes));
}

test('a word that is an address takes the address of the console, and no file', () => {
  assert.ok(holdsAddress(['b', 'ext+container:url={url}']));
  assert.ok(holdsAddress(['b', 'https://proxy.example/?to={url}']));
  assert.ok(!holdsAddress(['b', '{url}']));
  assert.ok(!holdsAddress(['b', '--app={url}']));
  assert.ok(!holdsAddress(['b', 'ext+container:name={name}', '{url}']));
});

test('the name of a role never becomes an option of a program', () => {
  const evil = { ...role, name: '--load-extension=/tmp/x', account: undefined };
  assert.throws(
    () => filledCommand(['b', '{name}', '{url}'], url, evil),
    (error) => error instanceof Problem && error.text.code === 'console-command-option',
  );
  assert.deepEqual(filledCommand(['b', '--name={name}', '-{account}', '{url}'], url, evil), [
    'b',
    '--name=--load-extension=/tmp/x',
    '-',
    url,
  ]);
});
