import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Terminal } from '../../helpers/terminal.ts';
import { Home, shellEnvironment } from '../../helpers/terminal-shells.ts';

const fixture = join(import.meta.dirname, '../fixtures', 'processes-several.ts');
const env = shellEnvironment();

/** The words that start the fixture on one core, where signals and ends of processes come at the same time. */
const onOneCore = (...argv: readonly string[]): [string, ...string[]] =>
  spawnSync('taskset', ['-V']).status === 0
    ? ['taskset', '-c', '0', process.execPath, fixture, ...argv]
    : [process.execPath, fixture, ...argv];

for (const command of ['echo up; exec sleep 60', 'trap "exit 0" INT; echo up; sleep 60 & wait']) {
  test(`an interrupt of the terminal that ends a command starts no other: ${command}`, async () => {
    for (let time = 0; time < 10; time += 1) {
      const [file, ...args] = onOneCore('3', 'sh', '-c', command);
      await using terminal = new Terminal({ file, args, env });
      await terminal.until('0: up');
      terminal.type('\x03');
      await terminal.until(/stopped by|1: up/);
      assert.match(terminal.text, /codes \d+, stopped by 130$/m, `time ${time}: ${terminal.text}`);
    }
  });
}

test('what our parent made us ignore ends neither us nor a command, and starts the next one', async () => {
  const command = 'echo up; read line < "$FIFO"; echo went on';
  using home = new Home();
  const fifo = join(home.path, 'fifo');
  spawnSync('mkfifo', [fifo]);
  const way = openSync(fifo, 'r+');
  const words = ['2', 'sh', '-c', command].map((word) => `'${word}'`).join(' ');
  const child = spawn('bash', ['--norc', '-c', `trap '' HUP; exec '${process.execPath}' '${fixture}' ${words}`], {
    env: { ...env, FIFO: fifo },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const ended = once(child, 'close');
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  for (const run of [0, 1]) {
    while (!said.includes(`${run}: up`))
      await Promise.race([once(child.stdout, 'data'), ended.then((end) => assert.fail(`${end} ended it: ${said}`))]);
    process.kill(-(child.pid ?? 0), 'SIGHUP');
    writeSync(way, 'go on\n');
  }
  assert.deepEqual(await ended, [0, null]);
  closeSync(way);
  assert.equal(said, '0: up\n0: went on\n1: up\n1: went on\ncodes 0 0, stopped by undefined\n');
});
