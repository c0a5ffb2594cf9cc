/** More than this many pairs of lines are not compared with each other: only between lines that both texts have once. */
const mostPairs = 1_000_000;

/** The pairs of lines that two ranges have in common, in order: a longest common subsequence. */
export function commonLines(
  old: readonly string[],
  now: readonly string[],
  start: number,
  oldEnd: number,
  nowEnd: number,
): readonly (readonly [number, number])[] {
  const [height, width] = [oldEnd - start, nowEnd - start];
  if (height === 0 || width === 0) return [];
  if (height * width > mostPairs) return commonByAnchors(old, now, start, oldEnd, nowEnd);
  const row = width + 1;
  const lengths = new Uint32Array((height + 1) * row);
  const at = (i: number, j: number) => lengths[i * row + j] ?? 0;
  for (let i = height - 1; i >= 0; i--) {
    for (let j = width - 1; j >= 0; j--) {
      lengths[i * row + j] =
        old[start + i] === now[start + j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < height && j < width; ) {
    if (old[start + i] === now[start + j]) pairs.push([start + i++, start + j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

/** The same for long texts: lines that each has once stand fast, such as headers; what lies between them is compared by itself. */
function commonByAnchors(
  old: readonly string[],
  now: readonly string[],
  start: number,
  oldEnd: number,
  nowEnd: number,
): readonly (readonly [number, number])[] {
  const inNow = placesOfSingle(now, start, nowEnd);
  const both: (readonly [number, number])[] = [];
  for (const [line, at] of placesOfSingle(old, start, oldEnd)) {
    const there = inNow.get(line);
    if (there !== undefined) both.push([at, there]);
  }
  const pairs: (readonly [number, number])[] = [];
  let [i, j] = [start, start];
  for (const [nextOld, nextNow] of [...rising(both), [oldEnd, nowEnd] as const]) {
    if ((nextOld - i) * (nextNow - j) <= mostPairs) pairs.push(...shifted(old, now, [i, nextOld], [j, nextNow]));
    if (nextOld < oldEnd) pairs.push([nextOld, nextNow]);
    [i, j] = [nextOld + 1, nextNow + 1];
  }
  return pairs;
}

/** The pairs of lines that two ranges have in common. */
function shifted(
  old: readonly string[],
  now: readonly string[],
  [oldStart, oldEnd]: readonly [number, number],
  [nowStart, nowEnd]: readonly [number, number],
): readonly (readonly [number, number])[] {
  const [some, others] = [old.slice(oldStart, oldEnd), now.slice(nowStart, nowEnd)];
  return commonLines(some, others, 0, some.length, others.length).map(
    ([i, j]) => [i + oldStart, j + nowStart] as const,
  );
}

/** The lines of a range that stand there once, each with its place, in their order. */
function placesOfSingle(lines: readonly string[], start: number, end: number): Map<string, number> {
  const places = new Map<string, number>();
  const several = new Set<string>();
  for (let at = start; at < end; at++) {
    const line = lines[at] as string;
    if (places.has(line)) several.add(line);
    places.set(line, at);
  }
  for (const line of several) places.delete(line);
  return places;
}

/** The longest row of pairs, taken from these in their order, whose second numbers rise. */
function rising(pairs: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  /** By length, the place of the pair that ends the row of that length with the smallest number. */
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  for (const [at, [, place]] of pairs.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] as number]?.[1] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    before[at] = ends[low - 1];
    ends[low] = at;
  }
  const row: (readonly [number, number])[] = [];
  for (let at = ends.at(-1); at !== undefined; at = before[at]) row.push(pairs[at] as readonly [number, number]);
  return row.reverse();
}
