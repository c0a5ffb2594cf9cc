import { execFile } from 'node:child_process';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

/** How much of it is tried: `quick` in every test run, all of it in `npm run test:faults`. */
export type Extent = 'quick' | 'all';

/** Something that happens to a machine, and what rolecall has to come through unharmed. */
export type Fault = {
  readonly name: string;
  /** Why it cannot be tried here; undefined where it can. */
  readonly skip?: string | undefined;
  /** Tries it; throws where harm was done. @returns how often it was tried */
  readonly run: (scene: Scene, extent: Extent) => Promise<number>;
};

/** What is made for a fault goes with it. */
export type Scene = TestContext;

/** Runs a fault, and takes away what was made for it. */
export async function runFault(fault: Fault, extent: Extent): Promise<number> {
  const cleanUps: (() => unknown)[] = [];
  const scene = { after: (work: () => unknown) => void cleanUps.unshift(work) } as unknown as Scene;
  try {
    return await fault.run(scene, extent);
  } finally {
    for (const cleanUp of cleanUps) await cleanUp();
  }
}

export type Ended = {
  readonly code: number;
  readonly signal: string | undefined;
  readonly out: string;
  readonly err: string;
};

type RunOptions = {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
};

/** Runs a file from source; how it ended. */
export const runBun = (args: readonly string[], options: RunOptions): Promise<Ended> =>
  runFile(process.execPath, args, options);

/** Runs a program; how it ended. */
export function runFile(file: string, args: readonly string[], options: RunOptions): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(file, [...args], { ...options, env: { ...options.env } }, (error, out, err) => {
      const code = typeof error?.code === 'number' ? error.code : error === null ? 0 : 1;
      resolve({ code, signal: error?.signal ?? undefined, out, err });
    });
    child.stdin?.end();
  });
}

export const fixture = (name: string): string => fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url));
export const isRoot = process.getuid?.() === 0;
/** Somebody who may read the program and nothing else. */
export const nobody = { uid: 65_534, gid: 65_534 };
