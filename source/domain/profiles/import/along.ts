import { unlessProblem } from '../../../problem.ts';
import { checkSetting } from '../edit/safe.ts';
import { keyNamed } from '../keys.ts';
import type { Changes, Profiles } from '../profile.ts';

/**
 * What comes along of a section of another file: what the role asks for and how it looks, as `mfa_serial` and `external_id` do.
 * Credentials, commands and endpoints stay behind, for the file may be of somebody else.
 * @param rest what leads to the role is not among it
 * @returns also the keys that are left
 */
export function comingAlong(
  rest: readonly (readonly [key: string, value: string])[],
  profiles: Profiles,
): { readonly more: Changes; readonly left: readonly string[] } {
  const more = rest.flatMap(([key, value]) => {
    const known = keyNamed(key);
    if (known?.flag === undefined && known?.parameter === undefined && known?.name !== 'granted_color') return [];
    const checked = known.flag?.check(value, profiles) ?? { value };
    const isSafe = 'value' in checked && unlessProblem(() => [checkSetting(key, checked.value)]) !== undefined;
    return isSafe ? [[key, checked.value] as const] : [];
  });
  const left = rest.flatMap(([key]) => (more.some(([taken]) => taken === key) ? [] : [key]));
  return { more: Object.fromEntries(more), left };
}
