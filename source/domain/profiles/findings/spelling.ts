import { keyNamed, profileKeys } from '../keys.ts';
import { placeOf, settingOf } from '../lookup.ts';
import { nearestNames } from '../names.ts';
import type { Profile, Profiles } from '../profile.ts';
import { meantRegion, partitionOfRegion } from '../regions.ts';
import { readable } from '../resolve/load.ts';
import { readHeader } from '../text/header.ts';
import { scanIni } from '../text/ini.ts';
import { type Finding, findingsIn, type ProfileCheck, warningAt } from './finding.ts';

/** Words that are nearly one of AWS's. */
export const spellingChecks: readonly ProfileCheck[] = [misspeltKeys, misspeltRegion];

/** Keys that differ from one of the table by a slip: nothing reads them, and nothing says so. */
function misspeltKeys(profile: Profile): Finding[] {
  const known = profileKeys().map(({ name }) => name);
  return [...profile.values.keys()].flatMap((key) => {
    // Keys of blocks are the services' own; ours are told of elsewhere.
    if (keyNamed(key) !== undefined || key.includes('.') || key.length < 5 || key.startsWith('rolecall_')) return [];
    const [near] = nearestNames(key, known, 1);
    if (near === undefined || !isSlip(key, near)) return [];
    const what = `Nothing reads ${key}: it is not a key of a profile.`;
    const at = { at: placeOf(profile, key) };
    return [warningAt(profile, at, 'key-misspelt', what, `Did you mean ${near}?`)];
  });
}

/** Two letters at most are other ones: `sso_interactive_role` of another tool is no slip. */
function isSlip(key: string, near: string): boolean {
  if (Math.abs(key.length - near.length) > 1) return false;
  let start = 0;
  while (start < key.length && key[start] === near[start]) start++;
  let end = 0;
  while (end < key.length - start && end < near.length - start && key.at(-1 - end) === near.at(-1 - end)) end++;
  return Math.max(key.length, near.length) - start - end <= 2;
}

function misspeltRegion(profile: Profile): Finding[] {
  return (['region', 'sso_region', 'target_region'] as const).flatMap((key) => {
    const setting = settingOf(profile, key);
    const isShaped = setting !== undefined && partitionOfRegion(setting.value) !== undefined;
    const meant = isShaped ? meantRegion(setting.value) : undefined;
    if (!setting || meant === undefined) return [];
    const what = `${key} = ${setting.value} is not a region that rolecall knows.`;
    return [warningAt(profile, setting, 'region-misspelt', what, `Did you mean ${meant}?`)];
  });
}

/** `[services NAME]` that no profile names; an `[sso-session NAME]` is a portal by itself, and has to be a whole one. */
export function unusedSections({ config, ...profiles }: Profiles): Finding[] {
  const ini = scanIni(readable(config.text));
  const { note, warning } = findingsIn(config.path);
  const named = new Set<string>();
  for (const name of profiles.names) {
    const profile = profiles.get(name);
    for (const key of ['sso_session', 'services'] as const) {
      const value = profile?.values.get(key);
      if (value) named.add(`${key} ${value}`);
    }
  }
  return ini.sections.flatMap((section) => {
    const header = readHeader(section.header, 'config');
    if (header.kind !== 'sso-session' && header.kind !== 'services') return [];
    const key = header.kind === 'services' ? 'services' : 'sso_session';
    if (named.has(`${key} ${header.name}`)) return [];
    if (header.kind === 'services') {
      const remedy = `Add services = ${header.name} to the profiles that should use it, or remove the section.`;
      return [note('section-unused', ini.lineOf(section), `No profile uses [${section.header}].`, remedy)];
    }
    const session = profiles.ssoSession(header.name);
    const lacking = (['sso_start_url', 'sso_region'] as const).filter((each) => !session?.values.get(each));
    if (lacking.length === 0) return [];
    const what = `[${section.header}] lacks ${lacking.join(', ')}: nobody can sign in with it.`;
    return [warning('session-incomplete', ini.lineOf(section), what, 'Add what is missing, or remove the section.')];
  });
}
