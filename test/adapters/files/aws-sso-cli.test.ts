import assert from 'node:assert/strict';
import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readAwsSsoFile } from '../../../source/adapters/files/aws-sso-cli.ts';
import { awsSsoCliPaths } from '../../../source/adapters/files/paths.ts';
import { Problem } from '../../../source/problem.ts';
import { makeHome } from '../../helpers/home.ts';

const codeOf = (read: () => unknown) => {
  try {
    return read();
  } catch (error) {
    return error instanceof Problem ? [error.text.code, error.text.means] : error;
  }
};

test('awsSsoCliPaths: a relative XDG_CONFIG_HOME is none', () => {
  const places = (named?: string) =>
    awsSsoCliPaths(named === undefined ? {} : { XDG_CONFIG_HOME: named }, '/home/mary');
  assert.deepEqual(places(), ['/home/mary/.config/aws-sso/config.yaml', '/home/mary/.aws-sso/config.yaml']);
  assert.deepEqual(places('xdg'), places());
  assert.equal(places('/xdg')[0], '/xdg/aws-sso/config.yaml');
});

test('readAwsSsoFile: the one that is named, else the first that is there', async (context) => {
  const { directory } = await makeHome(context);
  const places = ['one', 'two'].map((name) => join(directory, name));
  const [one = '', two = ''] = places;
  assert.equal(readAwsSsoFile(undefined, places), undefined);
  await writeFile(two, 'a: 1');
  assert.deepEqual(readAwsSsoFile(undefined, places), { path: two, text: 'a: 1', value: { a: 1 } });
  assert.deepEqual(
    codeOf(() => readAwsSsoFile(one, places)),
    ['file-unreadable', 'There is no such file.'],
  );
  await mkdir(one);
  assert.equal(([] as unknown[]).concat(codeOf(() => readAwsSsoFile(undefined, places)))[0], 'file-unreadable');
});

test('readAwsSsoFile: what is no YAML, and what is too large, is a problem', async (context) => {
  const { directory } = await makeHome(context);
  const path = join(directory, 'config.yaml');
  const bad: readonly (readonly [text: string, means: RegExp])[] = [
    ['a: [', /YAML/],
    [`a: ${'['.repeat(100_000)}`, /nested too deeply/],
    [
      Array.from({ length: 30 }, (_, at) => `a${at}: &a${at} [${Array(9).fill(`*a${at - 1}`)}]`)
        .join('\n')
        .replaceAll('*a-1', 'x'),
      /alias/,
    ],
    ['a: \0', /YAML/],
  ];
  for (const [text, means] of bad) {
    await writeFile(path, text);
    const [code, why] = codeOf(() => readAwsSsoFile(path, [])) as [string, string];
    assert.equal(code, 'aws-sso-settings');
    assert.match(why, means);
  }
  await truncate(path, 64 << 20);
  assert.deepEqual(
    codeOf(() => readAwsSsoFile(path, [])),
    ['file-unreadable', 'It is larger than 8 MB.'],
  );
});
