import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { deb } from '../../../scripts/release/archives/deb.ts';
import { type Entry, file, tar, withFolders } from '../../../scripts/release/archives/tar.ts';
import { zip } from '../../../scripts/release/archives/zip.ts';

/** 2 November 2026, noon, UTC. */
const time = 1_793_620_800;
const entries: readonly Entry[] = [
  file('folder/program', '#!/bin/sh\necho ran\n', true),
  file('folder/sub/text', 'words\n'.repeat(200)),
  file('folder/empty', ''),
];

function folderFor(context: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'rolecall-archives-'));
  context.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

const run = (program: string, ...argv: readonly string[]): string =>
  execFileSync(program, [...argv], { encoding: 'utf8', env: { ...process.env, TZ: 'UTC', LC_ALL: 'C' } });

/** Program, text and times are as they were packed. */
function assertUnpacked(directory: string): void {
  assert.equal(run(join(directory, 'folder/program')), 'ran\n');
  assert.equal(readFileSync(join(directory, 'folder/sub/text'), 'utf8'), 'words\n'.repeat(200));
  assert.equal(readFileSync(join(directory, 'folder/empty'), 'utf8'), '');
  assert.equal(statSync(join(directory, 'folder/sub/text')).mtimeMs, time * 1000);
  assert.equal(statSync(join(directory, 'folder/sub/text')).mode & 0o777, 0o644);
}

test('tar unpacks an archive: modes, times, folders; it names root alone', (context) => {
  const directory = folderFor(context);
  const path = join(directory, 'made.tar.gz');
  writeFileSync(path, gzipSync(tar(withFolders(entries), time)));
  const listed = run('tar', '-tvzf', path).trim().split('\n');
  assert.deepEqual(
    listed.map((line) => line.split(/\s+/)[5]),
    ['folder/', 'folder/empty', 'folder/program', 'folder/sub/', 'folder/sub/text'],
  );
  assert.ok(
    listed.every((line) => line.includes('root/root') && line.includes('2026-11-02 12:00')),
    listed.join('\n'),
  );
  run('tar', '-xzf', path, '--no-same-owner', '-C', directory);
  assertUnpacked(directory);
});

test('an archive depends on its entries, not on their order', () => {
  const other = [...entries].reverse();
  assert.deepEqual(tar(other, time), tar(entries, time));
  assert.deepEqual(zip(other, time), zip(entries, time));
  assert.throws(() => tar([file('x'.repeat(101), '')], time), /too long/);
});

test('unzip unpacks a zip archive', { skip: Bun.which('unzip') === null && 'there is no unzip' }, (context) => {
  const directory = folderFor(context);
  writeFileSync(join(directory, 'made.zip'), zip(entries, time));
  run('unzip', '-q', join(directory, 'made.zip'), '-d', directory);
  assertUnpacked(directory);
});

test('dpkg reads and unpacks a package', { skip: Bun.which('dpkg-deb') === null && 'there is no dpkg' }, (context) => {
  const directory = folderFor(context);
  const path = join(directory, 'made.deb');
  const control = {
    Package: 'example',
    Version: '1.2',
    Architecture: 'all',
    Maintainer: 'Nobody <nobody@example.invalid>',
    Description: 'a\n b',
  };
  writeFileSync(path, deb(control, entries, time));
  assert.equal(run('dpkg-deb', '--field', path, 'Package', 'Installed-Size'), 'Package: example\nInstalled-Size: 2\n');
  run('dpkg', '-x', path, directory);
  assertUnpacked(directory);
});
