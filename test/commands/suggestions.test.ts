import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeHome } from '../helpers/home.ts';
import { assertHarmless, evil } from '../helpers/pasted.ts';
import { runProgram } from '../helpers/program.ts';

const keys = '[profile mary]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n';

test('what a directory is called in a suggestion runs nothing', async (context) => {
  const lines: string[] = [];
  for (const name of evil) {
    const home = await makeHome(context, { config: keys });
    const own = join(home.directory, name);
    await mkdir(own, { mode: 0o777 });
    await chmod(own, 0o777);
    const { out, err } = await runProgram(['doctor'], { env: { ...home.env, ROLECALL_HOME: join(own, 'x') } });
    const line = /(?:chmod|rm -r) .*/.exec(`${out}\n${err}`)?.[0];
    if (line !== undefined) lines.push(line);
    const file = join(own, 'config');
    await writeFile(file, keys, { mode: 0o644 });
    await writeFile(join(own, 'credentials'), '[a]\naws_secret_access_key = x\n', { mode: 0o644 });
    const env = { ...home.env, AWS_CONFIG_FILE: file, AWS_SHARED_CREDENTIALS_FILE: join(own, 'credentials') };
    const told = /chmod .*/.exec((await runProgram(['doctor'], { env })).out)?.[0];
    assert.ok(told !== undefined, 'doctor suggests another mode');
    lines.push(told);
  }
  await assertHarmless(lines);
});

test('every command that a sentence suggests has its words from pasteWord', () => {
  const source = join(import.meta.dirname, '../../source');
  // At the start of a text, or behind a colon or a quote: in the middle of a sentence it is prose.
  const commands = /[`:'] ?(?:rolecall|aws|chmod|rm|unset|cd|mv) (?!reads|does|keeps|on )[^`]*/g;
  const ours = [
    'does',
    'verb',
    'command.name',
    'near',
    'group',
    'proper',
    'variable',
    'other',
    'safeBesideLetters',
    'which',
    'link',
    'profile}    #',
    // Pastes the name by itself.
    'profileFlag(',
  ];
  const found = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/^(?:sandbox|domain\/shells)\//.test(file))
    .flatMap((file) =>
      (readFileSync(join(source, file), 'utf8').match(commands) ?? [])
        .filter((text) => text.includes('${') && !text.includes('${pasteWord(') && !/\$\{isVerb|\.join\(/.test(text))
        .filter((text) => !ours.some((word) => text.includes(`\${${word}`)))
        .map((text) => `${file}: ${text}`),
    );
  assert.deepEqual(found, []);
});
