import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { liveConfig } from '../../source/shell/live.ts';
import { makeDemoHome } from '../helpers/home.ts';
import { program, runProgram } from '../helpers/program.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
const tsx = import.meta.resolve('tsx');

test('a live role has no keys in its environment, and its configuration is the person’s with one profile more', async (context) => {
  const home = await makeDemoHome(context);
  const ran = await runProgram(['exec', '--live', 'audit', '--', 'env'], home);
  assert.equal(ran.code, 0, ran.err);
  assert.doesNotMatch(ran.out, /ASIA|SESSION_TOKEN|SECRET/);
  const file = /^AWS_CONFIG_FILE=(.*)$/m.exec(ran.out)?.[1] ?? '';
  assert.match(ran.out, /^AWS_PROFILE=rolecall-live-[0-9a-f]{16}$/m);
  assert.match(ran.out, new RegExp(`^ROLECALL_CONFIG_FILE=${home.config}$`, 'm'));
  const text = await readFile(file, 'utf8');
  assert.equal(text.startsWith(await readFile(home.config, 'utf8')), true);
  assert.doesNotMatch(text.split('[profile rolecall-live')[1] ?? '', /audit/, 'no name in a line that a shell reads');
  assert.equal((await stat(file)).mode & 0o777, 0o600);
});

test('a process that outlives two expiries goes on working, and other profiles still resolve', async (context) => {
  const home = await makeDemoHome(context);
  const offset = join(home.directory, 'clock');
  await writeFile(offset, '0');
  const env = { ...home.env, CLOCK_OFFSET_FILE: offset, NODE_OPTIONS: `--import ${fixture('shifted-clock.mjs')}` };
  const command = [process.execPath, '--import', tsx, fixture('long-runner.ts')];
  const child = spawn(process.execPath, [program, 'exec', '--live', 'ystataws', '--', ...command], {
    env,
    detached: true,
  });
  context.after(() => child.kill('SIGKILL'));
  let errors = '';
  child.stderr.on('data', (text) => {
    errors += text;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (profile = '') => {
    child.stdin.write(`${profile}\n`);
    const { value } = await lines.next();
    assert.ok(value, errors);
    return String(value).split(' ');
  };
  const seen = new Set<string | undefined>();
  for (let hours = 0; hours < 3; hours += 1) {
    const [arn, key] = await ask();
    assert.equal(arn, 'arn:aws:sts::444455556666:assumed-role/ystataws/mary');
    seen.add(key);
    home.aws.clock.advance(3_660_000);
    await writeFile(offset, String((hours + 1) * 3_660_000));
  }
  assert.equal(seen.size, 3, 'each hour has keys of its own');
  const [arn] = await ask('mary');
  assert.equal(arn, 'arn:aws:iam::111122223333:user/mary');
  child.stdin.end();
  const [code] = await once(child, 'exit');
  assert.equal(code, 0);
});

test('the AWS CLI reads a live role', async (context) => {
  const home = await makeDemoHome(context);
  const found = await runProgram(['exec', 'ystataws', '--', 'aws', '--version'], home);
  if (found.code !== 0) return context.skip('aws is not installed');
  const ran = await runProgram(['exec', '--live', 'ystataws', '--', 'aws', 'sts', 'get-caller-identity'], home);
  assert.equal(ran.code, 0, ran.err);
  assert.match(ran.out, /assumed-role\/ystataws\/mary/);
});

test('liveConfig quotes the program for a shell and for shlex alike', () => {
  const line = (path: string) =>
    /credential_process = (.*)/.exec(liveConfig('', 'ab12', { program: [path] }, undefined))?.[1];
  assert.equal(line('/usr/bin/node'), '/usr/bin/node credential-process --request ab12');
  assert.equal(line('/My Apps/$node'), "'/My Apps/$node' credential-process --request ab12");
  assert.equal(line("/it's/node"), '"/it\'s/node" credential-process --request ab12');
  assert.throws(() => line(`/it's $HOME/node`), /cannot name the program/);
});

test('a live role whose file cannot be written is refused in words', async (context) => {
  const home = await makeDemoHome(context);
  const cache = join(home.directory, '.cache', 'rolecall');
  await mkdir(cache, { recursive: true, mode: 0o700 });
  await writeFile(join(cache, 'live'), 'in the way');
  const ran = await runProgram(['exec', '--live', 'ystataws', '--', 'true'], home);
  assert.equal(ran.code, 1);
  assert.match(ran.err, /A live role needs a file of its own/);
});

test('a directory that is gone, and a relative home, are no reason to stop', async (context) => {
  const home = await makeDemoHome(context);
  const gone = join(home.directory, 'gone');
  await mkdir(gone);
  const script = `cd '${gone}' && rmdir '${gone}' && exec '${process.execPath}' '${program}' exec ystataws -- printenv AWS_REGION`;
  for (const more of [{}, { ROLECALL_HOME: 'here' }]) {
    await mkdir(gone, { recursive: true });
    const { stdout } = await promisify(execFile)('/bin/sh', ['-c', script], { env: { ...home.env, ...more } });
    assert.equal(stdout, 'us-east-1\n');
  }
});
