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

/** From the start of a process to its end, ms. @throws where it fails */
export async function processTime(
  command: readonly [string, ...string[]],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const begun = performance.now();
  await outputOf(command, env);
  return performance.now() - begun;
}

/**
 * The most memory that a process has at once, MB. Python starts it: what a process is started from counts for it too,
 * and this one is large. @throws where it fails
 */
export async function peakMemory(
  command: readonly [string, ...string[]],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const look =
    'import resource,subprocess,sys; subprocess.run(sys.argv[1:],check=True,stdout=subprocess.DEVNULL); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)';
  return Number(await outputOf(['python3', '-c', look, ...command], env)) / 1024;
}

/** @throws Error with the first line of what it said, where it fails */
async function outputOf(
  [file, ...argv]: readonly [string, ...string[]],
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const child = Bun.spawn([file, ...argv], { env, stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' });
  const [out, said, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  if (code === 0) return out;
  throw new Error(`${file} ${argv.join(' ')} ended with ${code}: ${said.trim().split('\n')[0] ?? ''}`);
}
