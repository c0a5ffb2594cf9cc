import type { Settings } from './settings.ts';

/**
 * The settings with what is kept of roles that have become profiles: favourites, recents, hidden, colours. What stood under
 * their lasting names stays there too, for the edit may be taken back.
 * @param kept the lasting name of each role, and the name of its profile
 * @returns the same object where nothing is kept of them
 */
export function withProfileNames(
  settings: Settings,
  kept: readonly { readonly id: string; readonly name: string }[],
): Settings {
  const names = new Map(kept.map(({ id, name }) => [id, name]));
  const known = [settings.favourites, settings.recents, settings.hidden, Object.keys(settings.colors)];
  if (!known.some((list) => list.some((id) => names.has(id)))) return settings;
  const both = (list: readonly string[]) => [...new Set(list.flatMap((id) => [names.get(id) ?? id, id]))];
  const colors = Object.entries(settings.colors).flatMap(([id, color]) =>
    both([id]).map((name) => [name, settings.colors[name] ?? color] as const),
  );
  return {
    ...settings,
    favourites: both(settings.favourites),
    recents: both(settings.recents),
    hidden: both(settings.hidden),
    colors: Object.fromEntries(colors),
  };
}
