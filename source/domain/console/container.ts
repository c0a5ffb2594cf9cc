import { type ContainerColor, containerColors, oklab } from '../profiles/looks/color.ts';
import { recordIn } from '../record.ts';
import type { ConsoleRole } from './role.ts';
import type { ContainerAddOn } from './where.ts';

/**
 * Of Firefox's eight colours the one of the nearest hue, as the eye sees hues (OKLab): a dark green is green. Red is kept for
 * guarded roles, and for whoever chose just that red.
 */
export function containerColor({ color, isGuarded }: Pick<ConsoleRole, 'color' | 'isGuarded'>): ContainerColor {
  if (isGuarded) return 'red';
  const colors = Object.entries(containerColors) as [ContainerColor, string][];
  const same = colors.find(([, value]) => value === color.toLowerCase());
  if (same !== undefined) return same[0];
  const free = colors.filter(([name]) => name !== 'red');
  const distance = ([, value]: (typeof free)[number]) => {
    const turn = Math.abs(hueOf(color) - hueOf(value));
    return Math.min(turn, 2 * Math.PI - turn);
  };
  return free.reduce((best, each) => (distance(each) < distance(best) ? each : best))[0];
}

function hueOf(color: string): number {
  const [, a, b] = oklab(color);
  return Math.atan2(b, a);
}

/** One of the icons that both add-ons take. */
const icon = 'briefcase';

/** The schemes of the add-ons, and the IDs by which Firefox knows them. */
const addOns: Readonly<Record<ContainerAddOn, { readonly scheme: string; readonly id: string }>> = {
  granted: { scheme: 'ext+granted-containers', id: '{b5e0e8de-ebfe-4306-9528-bcc18241a490}' },
  'open-url-in-container': { scheme: 'ext+container', id: '{f069aec0-43c5-4bbf-b6b4-df95c4326b98}' },
};

/**
 * The address that opens another one in the container of a role, which is made where there is none. Every value is
 * escaped: a name may hold `&`, and both add-ons undo the escapes.
 */
export function containerAddress(url: string, role: ConsoleRole, addOn: ContainerAddOn): string {
  const values = Object.entries({ name: role.name, url, color: containerColor(role), icon });
  return `${addOns[addOn].scheme}:${values.map(([key, value]) => `${key}=${escaped(value)}`).join('&')}`;
}

/** What `encodeURIComponent` leaves as it is, and a shell or an opener might read, is escaped as well. */
const escaped = (value: string): string =>
  encodeURIComponent(value.toWellFormed()).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** The add-ons that a profile of Firefox has switched on. @param extensions the text of its `extensions.json` */
export function addOnsIn(extensions: string): readonly ContainerAddOn[] {
  const { addons } = recordIn(extensions) ?? {};
  const all: readonly unknown[] = Array.isArray(addons) ? addons : [];
  const active = all.flatMap((each) => {
    const { id, active: isActive } = (each ?? {}) as { id?: unknown; active?: unknown };
    return isActive === true ? [id] : [];
  });
  return (Object.keys(addOns) as ContainerAddOn[]).filter((name) => active.includes(addOns[name].id));
}
