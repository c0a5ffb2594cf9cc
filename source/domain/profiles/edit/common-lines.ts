/** More than this many pairs of lines are not compared with each other: only between lines that both texts have once. */
const mostPairs = 1_000_000;

type Lines = readonly string[];

/** Places of one and the same line in two texts. */
type Pairs = readonly (readonly [old: number, now: number])[];

/** The lines that two texts have in common, in order: a longest common subsequence; of long texts nearly one. */
export function commonLines(old: Lines, now: Lines): Pairs {
  const [height, width] = [old.length, now.length];
  if (height === 0 || width === 0) return [];
  return height * width > mostPairs ? commonByAnchors(old, now) : longestCommon(old, now);
}

function longestCommon(old: Lines, now: Lines): Pairs {
  const row = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * row);
  const at = (i: number, j: number) => lengths[i * row + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      lengths[i * row + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < old.length && j < now.length; ) {
    if (old[i] === now[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

/** Lines that each text has once stand fast, such as headers; what lies between two of them is compared by itself. */
function commonByAnchors(old: Lines, now: Lines): Pairs {
  const inNow = placesOfSingle(now);
  const both: (readonly [number, number])[] = [];
  for (const [line, at] of placesOfSingle(old)) {
    const there = inNow.get(line);
    if (there !== undefined) both.push([at, there]);
  }
  const pairs: (readonly [number, number])[] = [];
  let [i, j] = [0, 0];
  for (const [nextOld, nextNow] of [...rising(both), [old.length, now.length] as const]) {
    if ((nextOld - i) * (nextNow - j) <= mostPairs) {
      const between = commonLines(old.slice(i, nextOld), now.slice(j, nextNow));
      for (const [one, other] of between) pairs.push([one + i, other + j]);
    }
    if (nextOld < old.length) pairs.push([nextOld, nextNow]);
    [i, j] = [nextOld + 1, nextNow + 1];
  }
  return pairs;
}

/** The lines that stand there once, each with its place, in their order. */
function placesOfSingle(lines: Lines): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const several = new Set<string>();
  for (const [at, line] of lines.entries()) {
    if (places.has(line)) several.add(line);
    places.set(line, at);
  }
  for (const line of several) places.delete(line);
  return places;
}

/** The longest row of pairs, taken from these in their order, whose second numbers rise. */
function rising(pairs: Pairs): Pairs {
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
