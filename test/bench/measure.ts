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

/** What a process took, from its start to its end. */
export type Taken = {
  /** Milliseconds. */
  readonly time: number;
  /** The most memory it had at once, MB. */
  readonly memory: number;
};

/** Runs a process to its end. @throws where it fails */
export async function processRun(
  [file, ...argv]: readonly [string, ...string[]],
  env: Readonly<Record<string, string>>,
): Promise<Taken> {
  const begun = performance.now();
  const child = Bun.spawn([file, ...argv], { env, stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' });
  const [, said, code] = await Promise.all([child.stdout.bytes(), child.stderr.text(), child.exited]);
  const time = performance.now() - begun;
  if (code !== 0) throw new Error(`${file} ${argv.join(' ')} ended with ${code}: ${said.trim().split('\n')[0] ?? ''}`);
  return { time, memory: (child.resourceUsage()?.maxRSS ?? Number.NaN) / 2 ** 20 };
}

/** From the start of a process to its end, ms. @throws where it fails */
export const processTime = async (...run: Parameters<typeof processRun>): Promise<number> =>
  (await processRun(...run)).time;
