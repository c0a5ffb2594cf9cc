import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

/** A Podman that shares neither storage nor networks with the one of this machine. */
export type Podman = {
  /** Runs it. @throws Error with what it said, where it failed */
  readonly podman: (...words: readonly string[]) => string;
  /** Its name and its own flags, as words of a shell. */
  readonly line: string;
  /** What `run` needs here, but for the container's own arguments. */
  readonly options: readonly string[];
  /** The words before a container's command: a file system with the programs of this machine, and nobody’s home. */
  readonly root: readonly string[];
};

/** Every container and every network of it goes with the test. */
export function makePodman(test: TestContext): Podman {
  const { remove, ...podman } = newPodman();
  test.after(remove);
  return podman;
}

/** Without limits of its own a container asks for more than a machine that is itself one may give. */
const limits = ['--ulimit', 'nofile=1024:1024', '--ulimit', 'nproc=1000:1000'];

function newPodman(): Podman & { readonly remove: () => void } {
  const directory = mkdtempSync(join(tmpdir(), 'rolecall-podman-'));
  const own = ['root', 'runroot', 'tmpdir', 'network-config-dir'].flatMap((name) => [
    `--${name}`,
    join(directory, name),
  ]);
  const words = ['--runtime', 'runc', '--storage-driver', 'vfs', '--cgroup-manager', 'cgroupfs', ...own];
  const podman = (...more: readonly string[]): string => {
    const ran = spawnSync('podman', [...words, ...more], { encoding: 'utf8', timeout: 30_000 });
    if (ran.status !== 0) throw new Error(ran.error?.message ?? `podman ${more[0]}: ${ran.stderr.trim()}`);
    return ran.stdout;
  };
  const remove = () => {
    spawnSync('podman', [...words, 'rm', '--all', '--force', '--time', '0'], { timeout: 30_000 });
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  };
  const root = ['--rootfs', makeRoot(join(directory, 'files'))];
  return { podman, line: ['podman', ...words].join(' '), options: [...limits, '-v', '/usr:/usr:ro'], root, remove };
}

/** Directories that a container wants, and the links of this machine into `/usr`. @returns the path */
function makeRoot(path: string): string {
  for (const name of ['dev', 'etc', 'proc', 'run', 'sys', 'tmp', 'usr'])
    mkdirSync(join(path, name), { recursive: true });
  for (const name of ['bin', 'lib', 'lib64', 'sbin']) {
    const there = lstatSync(`/${name}`, { throwIfNoEntry: false });
    if (there?.isSymbolicLink()) symlinkSync(readlinkSync(`/${name}`), join(path, name));
  }
  return path;
}

/** Why this machine cannot run a container; undefined where it can. */
export function whyNoContainers(): string | undefined {
  if (process.platform !== 'linux') return 'containers of this machine’s own are for Linux alone';
  if (process.getuid?.() !== 0) return 'only the administrator may make the network';
  const missing = ['podman', 'runc', 'busybox'].find((name) => Bun.which(name) === null);
  if (missing !== undefined) return `no ${missing} on this machine`;
  const { podman, options, root, remove } = newPodman();
  try {
    podman('run', '--rm', '--network', 'none', ...options, ...root, '/bin/sh', '-c', 'true');
    return undefined;
  } catch (error) {
    return `a container does not run here: ${(error as Error).message.split('\n').at(-1)}`;
  } finally {
    remove();
  }
}
