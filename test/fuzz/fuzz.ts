import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { shareOf, targets } from './targets.ts';
import type { Report, Task } from './worker.ts';

/** An input that is still being tried after so long hangs. Milliseconds. */
const hangs = 20_000;
/** Small enough that a failure is soon told, large enough not to spend the time on starting. */
const batch = 5_000;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000000' },
    seed: { type: 'string' },
    only: { type: 'string' },
    lanes: { type: 'string', default: '2' },
  },
});
const total = Number(values.runs);
const firstSeed = values.seed === undefined ? randomInt(2 ** 30) : Number(values.seed);

/** The work of a run: each target's share in batches, every batch with a seed that repeats it. */
function tasks(): Task[] {
  const wanted = targets.filter(({ name }) => values.only === undefined || name.includes(values.only));
  const made = wanted.flatMap((target) => {
    const runs = values.only === undefined ? shareOf(target, total) : total;
    return Array.from({ length: Math.ceil(runs / batch) }, (_, index) => ({
      name: target.name,
      runs: Math.min(batch, runs - index * batch),
      seed: firstSeed + index,
    }));
  });
  return made;
}

const waiting = tasks();
const reports: Report[] = [];

/** One lane: a thread that is given batch after batch, and is ended where one input keeps it. */
function lane(): Promise<void> {
  const memory = new SharedArrayBuffer(4);
  const beats = new Int32Array(memory);
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: memory });
  return new Promise((resolve, reject) => {
    let task: Task | undefined;
    let seen = -1;
    const next = () => {
      task = waiting.shift();
      worker.postMessage(task ?? 'end');
    };
    const watch = setInterval(() => {
      const now = Atomics.load(beats, 0);
      if (now === seen && task !== undefined) {
        reject(new Error(`${task.name}, seed ${task.seed}: an input hangs`));
        void worker.terminate();
      }
      seen = now;
    }, hangs);
    worker.on('message', (report: Report) => {
      reports.push(report);
      if ('failure' in report) process.stderr.write(`\n✗ ${report.failure}\n\n`);
      next();
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      clearInterval(watch);
      resolve();
    });
    next();
  });
}

const number = new Intl.NumberFormat('en-GB');
const started = performance.now();
process.stdout.write(`seed ${firstSeed}: --seed ${firstSeed} repeats this run\n`);
await Promise.all(Array.from({ length: Number(values.lanes) }, lane));

for (const { name } of targets) {
  const own = reports.filter((report) => report.name === name);
  if (own.length === 0) continue;
  const tried = own.reduce((sum, { runs }) => sum + runs, 0);
  const failures = own.filter((report) => 'failure' in report).length;
  const slowest = Math.max(...own.map((report) => ('slowest' in report ? report.slowest : 0)));
  const verdict = failures === 0 ? 'none broke it' : `${failures} batches FAILED`;
  process.stdout.write(
    `${name.padEnd(26)} ${number.format(tried).padStart(9)} inputs, ${verdict}, slowest ${Math.ceil(slowest)} ms\n`,
  );
}
const inputs = reports.reduce((sum, { runs }) => sum + runs, 0);
const failed = reports.some((report) => 'failure' in report);
const seconds = Math.round((performance.now() - started) / 1000);
process.stdout.write(`${number.format(inputs)} inputs in ${seconds} s: ${failed ? 'FAILED' : 'nothing broke'}\n`);
process.exitCode = failed ? 1 : 0;
