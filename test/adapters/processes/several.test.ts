import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { Terminal } from '../../helpers/terminal.ts';
import { shellEnvironment } from '../../helpers/terminal-shells.ts';

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
