import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { atHost, keys, sitDown } from '../helpers/person.ts';

test('Ctrl+Z and fg stop and continue a command with a file; Ctrl+C ends it, and the file goes with it', async (context) => {
  const { home, terminal } = await sitDown(context, { columns: 180 });
  const files = () => readdirSync(join(home.directory, '.cache/rolecall/as-file'));
  // It starts nothing more once it is ready: a child that Ctrl+Z meets between vfork and exec keeps its parent from stopping.
  const waits = `sh -c 'trap "echo on" CONT; sleep 60 & echo ready; while :; do wait; done'`;
  terminal.enter(`rolecall exec ystataws --as-file -- ${waits}`);
  await terminal.until(/^ready$/m);
  terminal.type(keys.ctrlZ);
  await terminal.until('Stopped');
  assert.equal(files().length, 1, 'a command that is stopped goes on later');
  terminal.enter('fg');
  await terminal.until(/^on$/m);
  terminal.type(keys.ctrlC);
  await terminal.until(/^\^Chost\$ $/m);
  assert.equal(await terminal.run('echo $?'), '130');
  assert.deepEqual(files(), []);
});

test('Ctrl+C is the command’s: the file is there until it has ended', async (context) => {
  const { home, terminal } = await sitDown(context, { columns: 180 });
  const files = () => readdirSync(join(home.directory, '.cache/rolecall/as-file'));
  const script =
    'trap "n=\\$((n+1)); echo told \\$n" INT; echo ready; until read line; do :; done; test -s "$AWS_SHARED_CREDENTIALS_FILE" && echo "there after $n"; exit 5';
  await writeFile(join(home.directory, 'script'), script);
  terminal.enter('rolecall exec ystataws --as-file -- bash script');
  await terminal.until(/^ready$/m);
  for (const time of [1, 2, 3, 4, 5]) {
    terminal.type(keys.ctrlC);
    await terminal.until(new RegExp(`told ${time}$`, 'm'));
    assert.equal(files().length, 1);
  }
  terminal.enter('go on');
  // The terminal told the command, and nobody else did.
  await terminal.until(/^there after 5$/m);
  await terminal.until(atHost);
  assert.equal(await terminal.run('echo $?'), '5');
  assert.deepEqual(files(), []);
});

test('a terminal that is closed ends the command, and the file goes', async (context) => {
  const { home, terminal } = await sitDown(context, { columns: 180 });
  const directory = join(home.directory, '.cache/rolecall/as-file');
  terminal.enter(`rolecall exec ystataws --as-file -- sh -c 'echo ready; exec sleep 60'`);
  await terminal.until(/^ready$/m);
  assert.equal(readdirSync(directory).length, 1);
  await terminal[Symbol.asyncDispose]();
  while (readdirSync(directory).length > 0) await pause(20);
});
