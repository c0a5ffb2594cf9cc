import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { withTables } from '../scripts/generate.ts';
import { pagePath } from '../scripts/pages.ts';
import { profileKeys } from '../source/domain/profiles/keys.ts';
import { defaultSettings } from '../source/domain/settings/settings.ts';
import { makeDemoHome, phone } from './helpers/home.ts';
import { pages, readPage } from './helpers/pages.ts';
import { programLine } from './helpers/program.ts';
import { mistyped } from './helpers/typed.ts';

const run = promisify(execFile);
const [readme = readPage('readme.md', '')] = pages;
const shellTexts = ({ fences }: (typeof pages)[number]) =>
  fences.filter(({ language }) => language === 'sh').map(({ text }) => text);
/** What sets a clone up, or changes the machine. */
const setUp = shellTexts(readme).filter((text) => /\bnpm\b/.test(text));

/** Profiles that the pages open by `rolecall NAME`. */
const profiles = ['prod', 'staging', 'ystataws', 'prod-admin'];
/** Of docker, aws-vault, Granted, aws-sso-cli, gimme-aws-creds, …, where they stand alone. */
const flagsOfOthers = ['--network', '--ecs-server', '--profile-env', '--exec', '--overwrite-env', '--output-format'];

/** Mary's home, with `rolecall` on its PATH. */
async function sitDown(context: TestContext) {
  const home = await makeDemoHome(context);
  const bin = join(home.directory, 'bin');
  await mkdir(bin);
  await writeFile(join(bin, 'rolecall'), `#!/bin/sh\nexec ${programLine} "$@"\n`);
  await chmod(join(bin, 'rolecall'), 0o755);
  return { ...home, env: { ...home.env, PATH: `${bin}:${home.env.PATH}` } };
}

test('there are two commands to set a clone up, and they come first', () => {
  assert.deepEqual(
    setUp.map((text) => text.trim()),
    ['npm ci && npm run demo', 'npm ci && npm test'],
  );
  assert.deepEqual(shellTexts(readme).slice(0, 2), setUp);
});

test('the readme is read in a few minutes, and leads to every page', () => {
  assert.ok(readme.text.split('\n').length <= 250);
  assert.deepEqual(
    pages.map(({ name }) => name).filter((name) => name !== readme.name && !readme.links.includes(name)),
    [],
  );
});

for (const page of pages) {
  const texts = shellTexts(page).filter((text) => !setUp.includes(text));
  if (texts.length > 0)
    test(`${page.name}: every snippet does what it says, one after another, on the embedded AWS`, async (context) => {
      const { env, directory, aws } = await sitDown(context);
      for (const text of texts) {
        // The one thing that is different each time is the code.
        const script = `set -euo pipefail\n${text.replaceAll('123456', aws.code(phone))}`;
        const { stdout } = await run('bash', ['--norc', '-c', script], { env, cwd: directory });
        const expected = text.includes('$ROLECALL_PROFILE in') ? 'ystataws in 444455556666, us-east-1\n' : undefined;
        if (expected !== undefined) assert.equal(stdout, expected);
      }
    });

  test(`${page.name}: every command that it names is there, with its flags`, () => {
    assert.deepEqual(mistyped(page, { names: profiles, foreign: flagsOfOthers }), []);
  });

  test(`${page.name}: links lead to a file that is packed as well, and to a heading in it`, () => {
    assert.deepEqual(
      page.links.filter((link) => !leads(page.name, link)),
      [],
    );
  });

  test(`${page.name}: its tables come from the program`, () => {
    assert.equal(withTables(page.text) === page.text, true, 'npm run generate writes them');
  });
}

/** Whether a link of a page leads to a file of the package, and to a heading where it names one. */
function leads(name: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? name : normalize(join(dirname(name), path)).replaceAll('\\', '/');
  const isPacked = /^(docs\/.*|readme\.md|changelog\.md|license)$/.test(target);
  const anchors = pages.find((page) => page.name === target)?.anchors ?? [];
  return isPacked && existsSync(pagePath(target)) && (anchor === undefined || anchors.includes(anchor));
}

test('the role profile that is shown as an example is read as one', async (context) => {
  const { env, directory } = await sitDown(context);
  const configuration = pages.find(({ name }) => name === 'docs/configuration.md');
  const example = configuration?.fences.find(({ language }) => language === 'ini')?.text ?? '';
  const config = join(directory, 'example');
  await writeFile(config, example);
  const { stdout } = await run('rolecall', ['list', '--json'], { env: { ...env, AWS_CONFIG_FILE: config } });
  const [role] = JSON.parse(stdout);
  assert.deepEqual(
    [role.profile, role.displayName, role.mfa, role.color],
    ['prod-admin', 'Production admin', true, '#d13212'],
  );
});

test('every setting, and every profile key of rolecall’s own, has its row in the page of the configuration', () => {
  const configuration = pages.find(({ name }) => name === 'docs/configuration.md');
  const rows = configuration?.text.split('\n').filter((line) => line.startsWith('| `')) ?? [];
  const inFirstCells = rows.map((row) => row.split(' | ')[0] ?? '').join();
  const keys = profileKeys().filter(({ owner }) => owner === 'rolecall');
  const names = [...Object.keys(defaultSettings), ...keys.map(({ name }) => name)];
  assert.ok(keys.length > 4);
  assert.deepEqual(
    names.filter((name) => !inFirstCells.includes(`\`${name}\``)),
    [],
  );
});

test('the files that a newcomer is told to read are there', () => {
  const contributing = pages.find(({ name }) => name === 'docs/contributing.md');
  const named = contributing?.spans.filter((span) => /^[a-z-]+\/[\w./-]+\.tsx?$/.test(span) && !span.includes('NAME'));
  const folders = ['', 'source/', 'source/commands/', 'source/ui/'];
  assert.ok((named?.length ?? 0) > 15);
  assert.deepEqual(
    named?.filter((path) => !folders.some((folder) => existsSync(pagePath(folder + path)))),
    [],
  );
});

test('a page is read as GitHub reads it: headings, links, and no heading in a fence', () => {
  const page = readPage(
    'docs/x.md',
    '# What is `tmux`?\n\n## Same\n```zsh\n# ~/.zshrc\n[no](link.md)\n```\n## Same\n[a](y.md#b) [web](https://x.y) ![p](p/q.svg) `[no](z.md)`\n',
  );
  assert.deepEqual(page.anchors, ['what-is-tmux', 'same', 'same-1']);
  assert.deepEqual(page.links, ['y.md#b', 'p/q.svg']);
});

test('a verb or a flag that is not there is found in a page', () => {
  const page = readPage(
    'docs/x.md',
    'Type `rolecall exce prod`, `rolecall mfa lost`, `rolecall key rotate mary --keep 1h`, `list --find`, `--reed-only`, `rolecall prod --live`.\n\n' +
      '```console\n$ rolecall exec prod --serv -- docker run --rm x   # rolecall does it\n```\n',
  );
  assert.deepEqual(mistyped(page, { names: ['prod'], foreign: [] }), [
    'exec has no --serv: rolecall exec prod --serv -- docker run --rm x',
    'no verb and no profile: rolecall exce prod',
    'no verb and no profile: rolecall mfa lost',
    'key rotate has no --keep: rolecall key rotate mary --keep 1h',
    'list has no --find: rolecall list --find',
    'no verb has --reed-only',
  ]);
});
