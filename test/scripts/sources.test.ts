import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { zstdCompressSync } from 'node:zlib';
import { compile } from '../../scripts/compile.ts';
import { dropSources } from '../../scripts/sources.ts';

const text = (length: number): string => 'const a = 1;\n'.repeat(length / 13);

test('the text of sources is overwritten, and nothing beside it', () => {
  const between = [randomBytes(7), Buffer.from('28b52ffd', 'hex'), randomBytes(300)].map((bytes) => bytes.fill(7, 4));
  const frames = ['x', text(3_000), text(900_000), randomBytes(200_000)].map((each) => zstdCompressSync(each));
  const before = Buffer.concat([...frames.slice(0, 1), ...between]);
  const program = Buffer.concat([before, ...frames.slice(1), Buffer.from('end')]);
  const dropped = Buffer.from(program);
  assert.equal(dropSources(dropped, before.length), 3);
  assert.deepEqual(dropped.subarray(0, before.length), before, 'what comes before the bundle stays');
  assert.equal(dropped.toString('latin1', program.length - 3), 'end');
  assert.ok(dropped.subarray(before.length, -3).every((byte) => byte === 0));
});

test('a broken frame stays as it is', () => {
  const frame = zstdCompressSync(text(3_000)).subarray(0, -5);
  const program = Buffer.from(frame);
  assert.equal(dropSources(program, 0), 0);
  assert.deepEqual(program, frame);
});

test('a stack names files and lines of the source all the same', async (context) => {
  const directory = await mkdtemp(join(tmpdir(), 'rolecall-sources-'));
  context.after(() => rm(directory, { recursive: true, force: true }));
  const entry = join(directory, 'thrower.ts');
  const outfile = join(directory, 'thrower');
  await writeFile(
    entry,
    'type Nothing = undefined;\n\nconst fail = (): Nothing => {\n  throw new Error();\n};\ntry {\n  fail();\n} catch (error) {\n  console.log((error as Error).stack);\n}\n',
  );
  await compile({ entry, outfile, isSealed: false });
  const { stdout } = await promisify(execFile)(outfile);
  assert.match(stdout, /at fail .*thrower\.ts:4:/);
});
