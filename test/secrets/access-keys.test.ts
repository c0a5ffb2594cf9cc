import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { lstat, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { json, makeKeyHome } from '../commands/key/world.ts';
import { modeOfOwn } from '../helpers/home.ts';
import { programLine } from '../helpers/program.ts';
import { watchArguments } from './argv-watch.ts';

const isLinux = process.platform === 'linux' ? false : 'there is no /proc';

/** Every file below a directory, with its mode. */
async function filesBelow(directory: string) {
  const names = await readdir(directory, { recursive: true });
  const found = await Promise.all(names.map(async (name) => ({ name, stats: await lstat(join(directory, name)) })));
  const files = found.filter(({ stats }) => stats.isFile());
  return Promise.all(
    files.map(async ({ name, stats }) => ({
      name,
      mode: stats.mode & 0o777,
      text: await readFile(join(directory, name), 'latin1'),
    })),
  );
}

test('no verb says a stored key, hands it to another process, or leaves it in a file', {
  skip: isLinux,
}, async (context) => {
  const home = await makeKeyHome(context);
  const temporary = join(home.directory, 'tmp');
  await mkdir(temporary);
  const user = () => home.aws.world.accounts.get('111122223333')?.users.get('mary');
  const secrets = new Set([home.key.secret]);
  const watch = watchArguments(home.directory);
  const run = async (line: string, input?: string) => {
    const [verb = '', ...rest] = line.split(' ');
    const ran = await home.run([verb, '--debug', ...rest], input, { TMPDIR: temporary });
    for (const { secret } of user()?.keys ?? []) secrets.add(secret);
    for (const secret of secrets) assert.ok(!ran.err.includes(secret), `rolecall ${line} says a secret`);
    return ran;
  };
  const silent: readonly (readonly [line: string, code: number, input?: string])[] = [
    ['key add mary --in file', 1, JSON.stringify({ AccessKeyId: home.key.id, SecretAccessKey: `${home.key.secret}x` })],
    ['key add mary --in file', 1, json(home.key).slice(0, -3)],
    ['key add mary --in file', 1, home.key.secret],
    ['key add mary --in nowhere', 2, json(home.key)],
    ['key add ystataws --in file', 1, json(home.key)],
    ['key add mary --in file', 0, json(home.key)],
    ['key add mary --in file', 2, json(home.key)],
    ['key add mary --in file --yes', 0, json(home.key)],
    ['key list', 0],
    ['key list --json', 0],
    ['key export mary', 2],
    ['key export no-such --yes', 1],
    ['key rotate no-such', 1],
    ['key rotate mary --keep-old 1h', 0],
    ['key rotate mary', 1],
    ['key rotate mary --keep-old 0', 0],
    ['key rotate mary', 0],
    ['key unlock', 0],
    ['show mary', 0],
    ['list', 0],
    ['doctor', 0],
    ['edit --undo', 0],
    ['edit --undo', 0],
    ['exec ystataws -- env', 0],
    ['exec --live ystataws -- env', 0],
    ['exec --as-file ystataws -- env', 0],
    ['export ystataws', 0],
  ];
  for (const [line, code, input] of silent) {
    const ran = await run(line, input);
    if (line !== 'doctor') assert.equal(ran.code, code, `${line}: ${ran.err}`);
    for (const secret of secrets) assert.ok(!ran.out.includes(secret), `rolecall ${line} prints a secret`);
  }
  // One that was rotated away, and the one that came.
  assert.ok(secrets.size >= 2);
  const now = user()?.keys.map(({ secret }) => secret) ?? [];
  assert.equal(now.length, 1);
  for (const line of ['key export mary --yes', 'credential-process mary']) {
    assert.equal(JSON.parse((await run(line)).out).SecretAccessKey, now[0], 'that is what it is for');
  }
  const files = await filesBelow(home.directory);
  const own = files.filter(({ name }) => /^\.(config|cache)\/rolecall\//.test(name));
  for (const name of ['access-keys.sealed', 'access-keys.json', 'last-edit.json', 'rotations.json']) {
    assert.ok(
      own.some((file) => file.name === join('.config', 'rolecall', name)),
      name,
    );
  }
  for (const { name, mode } of own) assert.equal(mode, modeOfOwn(name), name);
  for (const { name, text } of files) {
    // The sandbox has the keys of its other users in this file from the start.
    for (const secret of secrets) assert.ok(!text.includes(secret), `${name} holds a secret`);
  }
  assert.deepEqual(await readdir(temporary), [], 'no temporary file stays');
  await run('key lock');
  const closed = await run('credential-process mary');
  assert.deepEqual([closed.code, closed.out], [1, '']);
  assert.equal((await run('key unlock')).code, 1);
  assert.equal((await run('key remove mary --yes')).code, 0);
  const seen = watch.stop();
  assert.match(seen, /rolecall key --debug rotate/, 'the watch has seen something');
  for (const secret of secrets) assert.ok(!seen.includes(secret), 'an argument is a secret');
});

test('a program that waits for a key leaves no core file, whatever the limit was', {
  skip: isLinux,
}, async (context) => {
  const home = await makeKeyHome(context);
  const limits = 'grep core /proc/self/limits';
  const line = `ulimit -c unlimited; ${limits}; exec ${programLine} key add mary --in file`;
  const child = spawn('/bin/bash', ['-c', line], { env: home.env, stdio: 'pipe', detached: true });
  context.after(() => child.kill('SIGKILL'));
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  // Said before the key is read.
  await new Promise<void>((resolve) => child.stderr.on('data', (text) => /goes into/.test(String(text)) && resolve()));
  assert.match(out, /unlimited/);
  assert.match(await readFile(`/proc/${child.pid}/limits`, 'utf8'), /^Max core file size +0 +/m);
  const ended = new Promise((resolve) => child.on('exit', resolve));
  child.stdin.end('{}');
  assert.equal(await ended, 1);
});
