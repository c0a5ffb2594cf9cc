import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeDemoHome } from '../../helpers/home.ts';
import { runProgram } from '../../helpers/program.ts';

test('a hundred programs that open, forget and refresh at once leave no torn file', async (context) => {
  const { env, directory } = await makeDemoHome(context);
  const profiles = ['ystataws', 'prod-readonly', 'audit', 'staging-developer'];
  const runs = Array.from({ length: 100 }, (_, index) => {
    const profile = profiles[index % profiles.length] ?? '';
    if (index % 10 === 9) return runProgram(['forget'], { env });
    if (index % 10 === 8) return runProgram(['forget', profile], { env });
    const fresh = index % 10 === 7 ? ['--min-remaining', '2h'] : [];
    return runProgram(['credential-process', profile, ...fresh], { env });
  });
  for (const { code, err } of await Promise.all(runs)) assert.equal(code, 0, err);
  const cache = join(directory, '.cache', 'rolecall');
  for (const name of await readdir(cache)) {
    assert.match(name, /^(session|caller)-[0-9a-f]{40}\.json$|^swept$|^unsealed\.json$|^compiled$/);
    if (name.endsWith('.json')) JSON.parse(await readFile(join(cache, name), 'utf8'));
  }
});
