import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { pagePath } from '../../scripts/pages.ts';
import { commands } from '../../source/commands/registry/commands.ts';
import { makeKeyHome } from '../commands/key/world.ts';
import { modeOfOwn, phone } from '../helpers/home.ts';
import { runProgram } from '../helpers/program.ts';
import { everyVerb } from './every-verb.ts';

/** Files by their path below HOME, and the words of the row of the table in docs/security.md that tells of them. */
const rows: readonly (readonly [path: RegExp, row: string])[] = [
  [/^\.cache\/rolecall\/(session|mfa)-[0-9a-f]{40}\.json$/, 'sessions of roles, MFA sessions'],
  [/^\.cache\/rolecall\/(caller|code|limit)-[0-9a-f]{40}\.json$/, 'who a key belongs to'],
  [/^\.cache\/rolecall\/ask-[0-9a-f]{40}\.json(\.holder)?$/, 'why `mfaAsk` gave no code'],
  [/^\.cache\/rolecall\/swept$/, 'when it was last swept'],
  [/^\.cache\/rolecall\/unsealed\.json$/, 'that you were told of sessions that are not sealed'],
  [/^\.cache\/rolecall\/request-[0-9a-f]{40}\.json$/, 'what was asked for'],
  [/^\.cache\/rolecall\/live\/(config|served)-[0-9a-f]{40}$/, 'of a `--live` role'],
  [/^\.cache\/rolecall\/as-file\/credentials-[0-9a-f-]+$/, 'of a command of `exec --as-file`'],
  [/^\.cache\/rolecall\/roles$/, 'the list of roles'],
  [/^\.cache\/rolecall\/consoles\/ystataws-[0-9a-f]{12}\/Cookies$/, 'the browser of a console'],
  [/^\.cache\/rolecall\/sign-in-pages\/[0-9a-f-]{36}\.html$/, 'the page that signs a console in'],
  [/^\.cache\/rolecall\/integration-[0-9a-f]{16}\//, 'the files that a shell reads'],
  [/^\.config\/rolecall\/settings\.json$/, 'favourites, colours'],
  [/^\.config\/rolecall\/access-keys\.sealed$/, 'an access key that you gave it'],
  [/^\.config\/rolecall\/access-keys\.json$/, 'which keys are stored'],
  [/^\.config\/rolecall\/rotations\.json$/, 'a rotation that is under way'],
  [/^\.config\/rolecall\/last-edit\.json$/, 'what the last edit'],
];

/** A browser that leaves a file in its directory, as every browser does. */
async function fakeBrowser(context: TestContext) {
  const bin = await mkdtemp(join(tmpdir(), 'rolecall-test-'));
  context.after(() => rm(bin, { recursive: true, force: true }));
  const text = '#!/bin/sh\numask 077\ncd "$(echo "$1" | cut -d= -f2)" && echo signed-in > Cookies\n';
  await writeFile(join(bin, 'google-chrome-stable'), text, { mode: 0o755 });
  return { DISPLAY: ':9', PATH: `${bin}:${process.env.PATH}` };
}

test('every file that a verb leaves behind is in docs/security.md, and is for its owner alone', async (context) => {
  const home = await makeKeyHome(context);
  const untried = commands.map(({ name }) => name).filter((name) => !everyVerb.some((line) => line.includes(name)));
  assert.deepEqual(untried, ['renew', 'forget'], 'renew runs without a word, forget deletes');
  assert.equal((await home.add()).code, 0);
  await runProgram(['exec', 'prod-admin', '--mfa-code', '-', '--', 'true'], {
    ...home,
    input: `${home.aws.code(phone)}\n`,
  });
  const env = { ...home.env, ...(await fakeBrowser(context)) };
  for (const line of everyVerb) await runProgram(line, { ...home, env });
  const table =
    readFileSync(pagePath('docs/security.md'), 'utf8').split('What is kept, where')[1]?.split('\n\n')[1] ?? '';
  for (const entry of await readdir(home.directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(home.directory.length + 1);
    if (!/^\.(cache|config)\/rolecall\b/.test(name)) {
      assert.match(name, /^\.(aws(\/(config|credentials))?|cache|config)$/, 'nothing lies elsewhere');
      continue;
    }
    assert.equal((await stat(path)).mode & 0o777, entry.isDirectory() ? 0o700 : modeOfOwn(name), name);
    if (entry.isDirectory()) continue;
    const row = rows.find(([pattern]) => pattern.test(name))?.[1];
    assert.ok(row !== undefined, `${name} is in no row`);
    assert.ok(table.includes(`| ${row}`), `docs/security.md has no row for ${name}: ${row}`);
  }
});
