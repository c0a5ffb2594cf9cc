import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { splitLikeShell } from '../../../../source/domain/profiles/text/header.ts';
import { awsCli } from '../../../helpers/aws-cli.ts';
import { makeHome } from '../../../helpers/home.ts';
import { profilesOf } from '../files.ts';

const rows: readonly (readonly [typed: string, read: string])[] = [
  ['run --note "a # b"', 'run --note "a # b"'],
  ["run 'a ; b' # ours", "run 'a ; b'"],
  ["sh -c 'cd / ; echo x'", "sh -c 'cd / ; echo x'"],
  ['run "a \\" # b" c', 'run "a \\" # b" c'],
  ['run a\\ #b', 'run a\\ #b'],
  ['run a#b;c', 'run a#b;c'],
  ["run it's # a comment", "run it's"],
  ['run ; c', 'run'],
];

for (const key of ['credential_process', 'mfa_process', 'web_identity_token_process']) {
  for (const [typed, read] of rows) {
    test(`${key} = ${typed}`, () => {
      assert.equal(profilesOf(`[profile a]\n${key} = ${typed}\n`).get('a')?.values.get(key), read);
    });
  }
}

test('a note of another kind has no quotes that hide a comment', () => {
  const profile = profilesOf('[profile a]\ngranted_description = "one # two"\n').get('a');
  assert.equal(profile?.values.get('granted_description'), '"one');
});

const aws = awsCli();
test('the words of a command are those that the AWS CLI hands to it', {
  skip: aws === undefined && 'the AWS CLI v2 is not here: NOT TESTED',
}, async (context) => {
  for (const [typed] of rows.filter(([, read]) => !/# ours|comment|; c$/.test(read) && /["']/.test(read)).slice(0, 3)) {
    const home = await makeHome(context);
    const script = join(home.directory, 'run');
    await writeFile(
      script,
      `#!/bin/sh\nprintf '%s\\n' "$@" > ${join(home.directory, 'words')}\necho '{"Version":1}'\n`,
    );
    await chmod(script, 0o755);
    if (!typed.startsWith('run ')) continue;
    const line = typed.replace(/ # ours$/, '').replace(/^run/, script);
    await writeFile(home.config, `[profile a]\nregion = us-east-1\ncredential_process = ${line}\n`);
    const arguments_ = ['sts', 'get-caller-identity', '--profile', 'a'];
    try {
      execFileSync(aws ?? '', arguments_, { env: home.env, stdio: 'ignore' });
    } catch {
      // It has no keys: only what it hands over is of interest.
    }
    const words = execFileSync('cat', [join(home.directory, 'words')], { encoding: 'utf8' });
    const read = profilesOf(`[profile a]\ncredential_process = ${line}\n`).get('a')?.values.get('credential_process');
    assert.equal(
      words,
      `${splitLikeShell(read ?? '')
        ?.slice(1)
        .join('\n')}\n`,
    );
  }
});
