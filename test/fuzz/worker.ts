import { parentPort, workerData } from 'node:worker_threads';
import { tryTarget } from './run.ts';
import { targets } from './targets.ts';

/** What the worker is started with: where it tells that it lives, as a counter. */
const beats = new Int32Array(workerData as SharedArrayBuffer);

/** A piece of work: so many inputs for one target. */
export type Task = { readonly name: string; readonly runs: number; readonly seed: number };
export type Report = Task & ({ readonly slowest: number } | { readonly failure: string });

parentPort?.on('message', async (task: Task | 'end') => {
  if (task === 'end') {
    for (const { close } of targets) await close?.();
    return parentPort?.close();
  }
  const target = targets.find(({ name }) => name === task.name);
  if (target === undefined) throw new Error(`no target ${task.name}`);
  try {
    const { slowest } = await tryTarget(target, { ...task, beat: () => Atomics.add(beats, 0, 1) });
    parentPort?.postMessage({ ...task, slowest } satisfies Report);
  } catch (error) {
    parentPort?.postMessage({ ...task, failure: (error as Error).message } satisfies Report);
  }
});
