import type { Settings } from './settings.ts';

/** A profile that was written for a role, or under a new name. */
export type NewName = {
  readonly name: string;
  /** Where what is kept of it stood: under the role's lasting name, or the profile's old one. */
  readonly from: string;
  /** The old name is nobody's any more, and may be another's one day. */
  readonly moves?: boolean;
};

/**
 * The settings with what is kept of roles that have become profiles, or have another name: favourites, recents, hidden, colours.
 * What stood under a lasting name stays there too, for the edit may be taken back. What a former profile of that name left goes.
 * @returns the same object where nothing changes
 */
export function withProfileNames(settings: Settings, names: readonly NewName[]): Settings {
  const next = {
    ...settings,
    favourites: renamed(settings.favourites, names),
    recents: renamed(settings.recents, names),
    hidden: renamed(settings.hidden, names),
    colors: recolored(settings.colors, names),
  };
  return JSON.stringify(next) === JSON.stringify(settings) ? settings : next;
}

function renamed(list: readonly string[], names: readonly NewName[]): readonly string[] {
  const fresh = new Set(names.map(({ name }) => name));
  const byOld = new Map(names.map((each) => [each.from, each]));
  const kept = list.flatMap((old) => {
    const now = byOld.get(old);
    if (now !== undefined) return now.moves ? [now.name] : [now.name, old];
    return fresh.has(old) ? [] : [old];
  });
  return [...new Set(kept)];
}

function recolored(colors: Settings['colors'], names: readonly NewName[]): Settings['colors'] {
  const next = new Map(Object.entries(colors));
  for (const { name } of names) next.delete(name);
  for (const { name, from, moves } of names) {
    const color = Object.hasOwn(colors, from) ? colors[from] : undefined;
    if (color !== undefined) next.set(name, color);
    if (moves) next.delete(from);
  }
  return Object.fromEntries(next);
}
