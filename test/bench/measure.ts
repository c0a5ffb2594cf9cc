import { spawn } from 'node:child_process';

/** One way of doing a piece of work; gives milliseconds. */
export type Contender = { readonly name: string; readonly once: () => Promise<number> };

export type Figures = {
  readonly name: string;
  readonly median: number;
  readonly p95: number;
  readonly rounds: number;
  /** As they were measured. */
  readonly times: readonly number[];
};

/** Runs the contenders in turns, so that whatever else the machine does hits all of them alike. @returns one for each */
export async function sideBySide<const Of extends readonly Contender[]>(
  contenders: Of,
  rounds: number,
): Promise<{ [At in keyof Of]: Figures }> {
  const times = contenders.map((): number[] => []);
  for (let round = -1; round < rounds; round++) {
    for (const [index, { once }] of contenders.entries()) {
      const time = await once();
      // The first round warms the disk up.
      if (round >= 0) times[index]?.push(time);
    }
  }
  return contenders.map(({ name }, index) => figuresOf(name, times[index] ?? [])) as { [At in keyof Of]: Figures };
}

/** Median and 95th percentile of times. */
export function figuresOf(name: string, times: readonly number[]): Figures {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  return { name, median: at(0.5), p95: at(0.95), rounds: sorted.length, times };
}

/** From the start of a process to its end. @throws where it fails */
export function processTime(
  file: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const child = spawn(file, argv, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.resume();
    child.stderr.on('data', (data) => {
      said += data;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(performance.now() - begun);
      else reject(new Error(`${file} ${argv.join(' ')} ended with ${code}: ${said.trim().split('\n')[0] ?? ''}`));
    });
  });
}
