import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmod, chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeHome, noteUnsealed } from '../helpers/home.ts';
import { programLine } from '../helpers/program.ts';
import { type Fault, fixture, isRoot, nobody, runBun, type Scene } from './fault.ts';
import { moveIn, rolecall } from './home.ts';

const needsRoot = isRoot && process.platform === 'linux' ? undefined : 'mounting a small disk takes root, on Linux';
const kept = '{"favourites":["kept"]}';

/** The role has to open, and a line says why the session was not kept, if it was not; and settings are old, or a problem says why. */
async function assertServed(
  home: { directory: string; env: Record<string, string> },
  why?: string,
  who = {},
): Promise<number> {
  const opened = await rolecall(['exec', '--debug', 'ystataws', '--', 'true'], home.env, who);
  const cache = join(home.directory, '.cache', 'rolecall');
  const said = `rolecall: the session was not kept in ${cache}: ${why}. Set ROLECALL_HOME to another place.\n`;
  assert.deepEqual([opened.code, opened.err], [0, why === undefined ? '' : said]);
  const listed = await rolecall(['list', '--names'], home.env, who);
  assert.match(listed.out, /^ystataws$/m);
  const forgotten = await rolecall(['forget'], home.env, who);
  assert.equal(forgotten.code, 0, forgotten.err);
  return 3;
}

/** Saving fails in words, and the file is as it was. */
async function assertKept(settings: string, env: Record<string, string>, who = {}): Promise<number> {
  const saved = await runBun([fixture('writer.ts'), settings, 'settings', 'new'], { env, ...who });
  assert.notEqual(saved.code, 0);
  assert.match(saved.err, /Your settings could not be saved/);
  assert.equal(await readFile(join(settings, 'settings.json'), 'utf8'), kept);
  return 1;
}

/** A home on a disk of its own, settings in it. */
async function smallDisk(scene: Scene) {
  const { directory } = await makeHome(scene);
  const disk = join(directory, 'disk');
  await mkdir(disk);
  assert.equal(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', disk]).status, 0);
  scene.after(() => spawnSync('umount', [disk]));
  const home = await moveIn(scene, disk);
  const settings = join(disk, '.config', 'rolecall');
  await mkdir(settings, { recursive: true });
  await writeFile(join(settings, 'settings.json'), kept);
  return { ...home, settings };
}

async function fill(directory: string): Promise<void> {
  for (const size of [64_000, 4_096, 512]) {
    for (let number = 0; ; number += 1) {
      const path = join(directory, `filler-${size}-${number}`);
      const written = await writeFile(path, 'x'.repeat(size)).then(
        () => true,
        () => false,
      );
      if (!written) break;
    }
  }
}

const full: Fault = {
  name: 'a disk that is full (ENOSPC)',
  skip: needsRoot,
  run: async (scene) => {
    const home = await smallDisk(scene);
    await fill(home.directory);
    return (await assertServed(home, 'the disk is full')) + (await assertKept(home.settings, home.env));
  },
};

const readOnly: Fault = {
  name: 'a home that is read-only (EROFS)',
  skip: needsRoot,
  run: async (scene) => {
    const home = await smallDisk(scene);
    assert.equal(spawnSync('mount', ['-o', 'remount,ro', home.directory]).status, 0);
    return (await assertServed(home, 'its file system is read-only')) + (await assertKept(home.settings, home.env));
  },
};

const forbidden: Fault = {
  name: 'a home one may not write to (EACCES)',
  run: async (scene) => {
    const home = await moveIn(scene);
    const settings = join(home.directory, '.config', 'rolecall');
    await mkdir(settings, { recursive: true });
    await writeFile(join(settings, 'settings.json'), kept);
    const who = isRoot ? nobody : {};
    if (isRoot) for (const path of [home.config, home.credentials]) await chown(path, nobody.uid, nobody.gid);
    for (const path of [settings, join(home.directory, '.config'), home.directory]) await chmod(path, 0o555);
    scene.after(() => chmod(home.directory, 0o755));
    return (
      (await assertServed(home, 'your user may not write there', who)) + (await assertKept(settings, home.env, who))
    );
  },
};

const outputFull: Fault = {
  name: 'an answer that cannot be written (/dev/full, closed pipes)',
  skip: process.platform === 'linux' ? undefined : 'there is no /dev/full',
  run: async (scene) => {
    const { env } = await moveIn(scene);
    const shell = (line: string) =>
      spawnSync('/bin/bash', ['-c', `set -o pipefail; ${line}`, process.execPath], { env, encoding: 'utf8' });
    const ended = shell(`${programLine} list > /dev/full`);
    assert.equal(ended.status, 1);
    assert.match(ended.stderr, /could not be written completely/);
    const quiet = [`${programLine} list | true`, `${programLine} nonsense 2> >(true)`, `${programLine} list 2>&- >&-`];
    for (const line of quiet) assert.doesNotMatch(shell(line).stderr, /Error|EPIPE|at .*:\d+:\d+/, line);
    assert.equal(shell(`${programLine} exec nobody -- true 2> /dev/full`).status, 1);
    return quiet.length + 2;
  },
};

const nowhere: Fault = {
  name: 'homes with spaces, line ends and quotes; no home at all',
  run: async (scene) => {
    let tried = 0;
    for (const name of ['with space', 'quo\'te"s', 'line\nend', '$(touch x)', 'ünïcode']) {
      const outer = await makeHome(scene);
      const home = await moveIn(scene, join(outer.directory, name));
      tried += await assertServed(home);
      const { out } = await rolecall(['exec', 'ystataws', '--', 'printenv', 'AWS_REGION'], home.env);
      assert.equal(out, 'us-east-1\n');
      await rm(home.directory, { recursive: true });
    }
    const home = await moveIn(scene);
    const { HOME: _, ...homeless } = home.env;
    const elsewhere = {
      AWS_CONFIG_FILE: home.config,
      AWS_SHARED_CREDENTIALS_FILE: home.credentials,
      XDG_CACHE_HOME: join(home.directory, 'c'),
      XDG_CONFIG_HOME: join(home.directory, 's'),
    };
    await noteUnsealed(join(elsewhere.XDG_CACHE_HOME, 'rolecall'));
    tried += await assertServed({ ...home, env: { ...homeless, ...elsewhere } });
    if (!isRoot) return tried;
    // A container's user whom no file knows: neither HOME nor a line in /etc/passwd.
    const stranger = { uid: 54_321, gid: 54_321 };
    const lost = await rolecall(['list'], homeless, stranger);
    assert.match(lost.err, /There are no AWS profiles on this machine yet/);
    assert.equal((await rolecall(['--version'], homeless, stranger)).code, 0);
    return tried + 2;
  },
};

export const disks: readonly Fault[] = [full, readOnly, forbidden, outputFull, nowhere];
