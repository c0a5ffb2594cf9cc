import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import manifest from '../../../package.json' with { type: 'json' };
import { targets } from '../../../scripts/release/targets.ts';

const json = (name: string) =>
  JSON.parse(
    readFileSync(fileURLToPath(new URL(`../../../scripts/release/runtimes/${name}`, import.meta.url)), 'utf8'),
  );

test('the runtimes of all targets are fetched, in the versions of this project', () => {
  const { bun, '@napi-rs/keyring': keyring } = manifest.devDependencies;
  const expected = Object.fromEntries(
    targets.flatMap((target) => [
      [target.runtime, bun],
      [target.keyring, keyring],
    ]),
  );
  assert.deepEqual(json('package.json').dependencies, expected);
  assert.deepEqual(json('package-lock.json').packages[''].dependencies, expected);
});

test('no two targets share a name, a runtime or a native part', () => {
  for (const key of ['name', 'runtime', 'keyring'] as const) {
    assert.equal(new Set(targets.map((target) => target[key])).size, targets.length, key);
  }
});

test('the launcher knows every target that npm has a package for', () => {
  const launcher = readFileSync(fileURLToPath(new URL('../../../scripts/launcher.sh', import.meta.url)), 'utf8');
  const [, known = ''] = /for _rolecall_for in (.*); do/.exec(launcher) ?? [];
  const packaged = targets.filter(({ os }) => os !== 'win32').map(({ name }) => name);
  assert.deepEqual(known.split(' ').sort(), packaged.sort());
});
