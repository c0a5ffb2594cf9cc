import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { lstatSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readBounded } from '../../../source/adapters/files/bounded-file.ts';
import { replaceFile } from '../../../source/adapters/files/write.ts';
import { makeHome } from '../../helpers/home.ts';
import { runProgram } from '../../helpers/program.ts';

const skip = process.platform === 'win32' && 'there are no pipes and devices with a path: NOT TESTED';
const bounds = { largest: 1 << 20, patience: 5_000 };

describe('a file that is none', { skip }, () => {
  test('a pipe is read to its end, however slowly it is written', async (context) => {
    const { directory } = await makeHome(context);
    const pipe = join(directory, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const writer = spawn('/bin/sh', [
      '-c',
      'sleep 0.2; exec > "$0"; sleep 0.2; printf one; sleep 0.2; printf two',
      pipe,
    ]);
    context.after(() => writer.kill());
    assert.equal(readBounded(pipe, bounds).toString(), 'onetwo');
  });

  test('a pipe that nobody writes into, and a device without an end, are given up', async (context) => {
    const { directory } = await makeHome(context);
    const pipe = join(directory, 'pipe');
    execFileSync('mkfifo', [pipe]);
    assert.throws(() => readBounded(pipe, { ...bounds, patience: 20 }), { code: 'ETIMEDOUT' });
    assert.throws(() => readBounded('/dev/zero', bounds), { code: 'EFBIG' });
    await writeFile(join(directory, 'large'), Buffer.alloc(bounds.largest + 1));
    assert.throws(() => readBounded(join(directory, 'large'), bounds), { code: 'EFBIG' });
    assert.equal(readBounded('/dev/null', bounds).length, 0);
  });

  test('as the configuration: told in words, and the program ends', async (context) => {
    const { directory, env, config } = await makeHome(context);
    execFileSync('mkfifo', [config]);
    const pipe = await runProgram(['list'], { env });
    assert.match(pipe.err, /config cannot be read[\s\S]*nothing came from it/);
    const endless = await runProgram(['list'], { env: { ...env, AWS_CONFIG_FILE: '/dev/zero' } });
    assert.match(endless.err, /\/dev\/zero cannot be read[\s\S]*larger than 128 MB/);
    const none = await runProgram(['list'], { env: { ...env, AWS_CONFIG_FILE: '/dev/null' } });
    assert.match(none.err, /contain no profile/);
    // Its own settings, too: a pipe in their place holds nobody.
    await makeSettingsPipe(directory);
    assert.match(
      (await runProgram(['list'], { env: { ...env, AWS_CONFIG_FILE: '/dev/null' } })).err,
      /contain no profile/,
    );
  });

  test('is never replaced by a new file: /dev/null is how people say that they have none', async (context) => {
    const { directory } = await makeHome(context);
    // What stands for a device here can be lost; the machine's own would be, where the tests run as root.
    const pipe = join(directory, 'device');
    execFileSync('mkfifo', [pipe]);
    await assert.rejects(() => replaceFile(pipe, 'text', async () => undefined), /cannot be written/);
    assert.ok(lstatSync(pipe).isFIFO());
  });
});

async function makeSettingsPipe(directory: string): Promise<void> {
  execFileSync('mkdir', ['-p', join(directory, '.config', 'rolecall')]);
  execFileSync('mkfifo', [join(directory, '.config', 'rolecall', 'settings.json')]);
}
