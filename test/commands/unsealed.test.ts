import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeDemoHome } from '../helpers/home.ts';
import { runProgram } from '../helpers/program.ts';

const said = /^rolecall: sessions are written as plain files here, not sealed\. There is no D-Bus session/m;

for (const argv of [
  ['exec', 'ystataws', '--', 'true'],
  ['export', 'ystataws', '--format', 'json'],
  ['credential-process', 'ystataws'],
]) {
  test(`${argv[0]} says once that a session was not sealed`, async (context) => {
    const home = await makeDemoHome(context);
    await rm(join(home.directory, '.cache'), { recursive: true });
    const first = await runProgram(argv, home);
    assert.equal(first.code, 0);
    assert.match(first.err, said);
    await runProgram(['forget'], home);
    assert.doesNotMatch((await runProgram(argv, home)).err, said);
  });
}

test('plain sessions from before a stricter setting are found by doctor', async (context) => {
  const home = await makeDemoHome(context);
  await runProgram(['exec', 'ystataws', '--', 'true'], home);
  const settings = join(home.directory, '.config', 'rolecall');
  await mkdir(settings, { recursive: true });
  await writeFile(join(settings, 'settings.json'), '{"sessionStore":"none"}');
  const doctor = () => runProgram(['doctor', '--offline'], home);
  assert.match((await doctor()).out, /! One session is there as a plain file, from before sessionStore is none/);
  await runProgram(['forget'], home);
  assert.doesNotMatch((await doctor()).out, /lies there/);
});

test('who chose plain files is told nothing', async (context) => {
  const home = await makeDemoHome(context);
  const settings = join(home.directory, '.config', 'rolecall');
  await mkdir(settings, { recursive: true });
  await writeFile(join(settings, 'settings.json'), '{"sessionStore":"file"}');
  await rm(join(home.directory, '.cache'), { recursive: true });
  assert.equal((await runProgram(['exec', 'ystataws', '--', 'true'], home)).err, '');
});
