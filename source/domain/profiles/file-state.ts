/** A file as it was found without reading it; no stats where there is none. */
export type Seen = {
  readonly path: string;
  readonly stats: Stats | undefined;
};

/** As `stat` tells it: which file, how many bytes, and when it was last written to and last changed, in nanoseconds. */
type Stats = Readonly<Record<'dev' | 'ino' | 'size' | 'mtimeNs' | 'ctimeNs', bigint>>;

/** Equal for two looks at the same files between which none was written to, replaced, made or removed. */
export const stateOf = (files: readonly Seen[]): string =>
  JSON.stringify(
    files.map(({ path, stats }) => {
      if (stats === undefined) return [path];
      const { dev, ino, size, mtimeNs, ctimeNs } = stats;
      return [path, ...[dev, ino, size, mtimeNs, ctimeNs].map(String)];
    }),
  );

/** The clock of no file system that matters ticks more slowly. Milliseconds. */
const slowestTick = 2_000;

/**
 * Whether the next change to any of the files would show. One that is written to twice within a tick of its file system's
 * clock may look the same both times: what is young is not to be relied on yet.
 * @param now epoch milliseconds
 */
export const isSettled = (files: readonly Seen[], now: number): boolean =>
  files.every(({ stats }) => stats === undefined || now - newestOf(stats) > slowestTick);

const newestOf = ({ mtimeNs, ctimeNs }: Stats): number => Number((mtimeNs > ctimeNs ? mtimeNs : ctimeNs) / 1_000_000n);
