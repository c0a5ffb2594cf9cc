import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../scripts/bundle.ts';

const run = promisify(execFile);

/** Where the release is built into. */
export const releaseFolder = join(root, 'release');

/** Builds the release of a folder with the project in it. */
export async function buildRelease(project: string, env: Readonly<Record<string, string>> = {}): Promise<void> {
  await run(process.execPath, ['scripts/release/release.ts', '--from', 'http://127.0.0.1:1/nowhere'], {
    cwd: project,
    env: { ...process.env, ...env },
    maxBuffer: 1e8,
  });
}

let built: Promise<void> | undefined;

/** The release of this project, built once for a file of tests. */
export const release = (): Promise<void> => {
  built ??= buildRelease(root);
  return built;
};

/** Copies the files of the project, as they are, and what was installed for it. */
export async function copyProject(to: string): Promise<void> {
  const { stdout } = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    maxBuffer: 1e8,
  });
  for (const path of stdout.split('\0').filter((path) => path !== '' && existsSync(join(root, path)))) {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    cpSync(join(root, path), join(to, path));
  }
  // Not linked: an input outside the project has another name in the bundle.
  for (const installed of ['node_modules', 'scripts/release/runtimes/node_modules']) {
    await run('cp', ['-a', join(root, installed), join(to, installed)]);
  }
}

/** Folder of other installers of packages, fetched by `.ci/run`. */
const installers = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'rolecall-tools', 'installers');

/** A file of a fetched installer; undefined where it was not fetched. */
export function installer(path: string): string | undefined {
  const found = join(installers, 'node_modules', path);
  return existsSync(found) ? found : undefined;
}
