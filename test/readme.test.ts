import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { readmePath, withTables } from '../scripts/generate.ts';
import { commands } from '../source/commands/registry/commands.ts';
import { makeDemoHome, phone } from './helpers/home.ts';
import { programLine } from './helpers/program.ts';

const run = promisify(execFile);
const readme = readFileSync(readmePath, 'utf8');
const blocks = Array.from(readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm), ([, language, text]) => ({
  language,
  text: text ?? '',
}));
const shellBlocks = blocks.filter(({ language }) => language === 'sh').map(({ text }) => text);
/** What sets a clone up, or changes the machine. */
const setUp = shellBlocks.filter((text) => /\bnpm\b/.test(text));

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
  assert.deepEqual(shellBlocks.slice(0, 2), setUp.slice(0, 2));
});

test('every other snippet does what it says, one after another, on the embedded AWS', async (context) => {
  const { env, directory, aws } = await sitDown(context);
  for (const text of shellBlocks.filter((block) => !setUp.includes(block))) {
    // The one thing that is different each time is the code.
    const script = `set -euo pipefail\n${text.replaceAll('123456', aws.code(phone))}`;
    const { stdout } = await run('bash', ['--norc', '-c', script], { env, cwd: directory });
    const expected = text.includes('$ROLECALL_PROFILE in') ? 'ystataws in 444455556666, us-east-1\n' : undefined;
    if (expected !== undefined) assert.equal(stdout, expected);
  }
});

test('the role profile that is shown as an example is read as one', async (context) => {
  const { env, directory } = await sitDown(context);
  const example = blocks.find(({ language }) => language === 'ini')?.text ?? '';
  const config = join(directory, 'example');
  await writeFile(config, example);
  const { stdout } = await run('rolecall', ['list', '--json'], { env: { ...env, AWS_CONFIG_FILE: config } });
  const [role] = JSON.parse(stdout);
  assert.deepEqual(
    [role.profile, role.displayName, role.mfa, role.color],
    ['prod-admin', 'Production admin', true, '#d13212'],
  );
});

test('every command that the readme names is there', () => {
  const known = new Set([...commands.map(({ name }) => name), 'role']);
  const typed = [...shellBlocks, ...Array.from(readme.matchAll(/`([^`\n]+)`/g), ([, code = '']) => code)].join('\n');
  const named = Array.from(typed.matchAll(/(?:^|\$\(|\| )rolecall ([a-z][a-z-]+)\b/gm), ([, word = '']) => word);
  const profiles = ['prod', 'ystataws', 'prod-admin'];
  assert.deepEqual(
    [...new Set(named)].filter((word) => !known.has(word) && !profiles.includes(word)),
    [],
  );
});

test('the tables come from the program', () => {
  assert.equal(withTables(readme) === readme, true, 'npm run generate writes them');
});

test('pictures and links to files lead somewhere', () => {
  const paths = Array.from(
    readme.matchAll(/(?:src|srcset)="([^"]+)"|\]\((?!http)([^)#]+)\)/g),
    ([, one, other]) => one ?? other ?? '',
  );
  assert.ok(paths.length > 1);
  assert.deepEqual(
    paths.filter((path) => !existsSync(join(dirname(readmePath), path))),
    [],
  );
});
