import { parseColor } from '../looks/color.ts';
import { placeOf, settingOf } from '../lookup.ts';
import { nearestNames } from '../names.ts';
import type { Finding, Profile, Profiles } from '../profile.ts';
import { findingsIn } from './finding.ts';

/** What rolecall itself reads. */
const OWN_KEYS = ['rolecall_display_name', 'rolecall_group', 'rolecall_confirm', 'rolecall_hidden'];

/** Keys of other tools which look as if they did something here. */
const NOT_HONOURED: ReadonlyMap<string, string> = new Map([
  ['include_profile', 'Repeat the keys, or set source_profile.'],
  ['parent_profile', 'Repeat the keys, or set source_profile.'],
  ['web_identity_token_process', 'Write the token to a file and set web_identity_token_file.'],
  ['sts_regional_endpoints', 'Remove it: regional endpoints are always used.'],
]);

/** Names and colours, keys that nobody reads, keys that should not stand where they do. */
export function keyFindings(profile: Profile, profiles: Profiles): Finding[] {
  const found: Finding[] = [];
  for (const key of profile.values.keys()) {
    if (key.startsWith('rolecall_') && !OWN_KEYS.includes(key)) {
      const [near] = nearestNames(key, OWN_KEYS, 1);
      const remedy = near ? `Did you mean ${near}?` : `There are ${OWN_KEYS.join(', ')}.`;
      const { file, line } = placeOf(profile, key);
      const { warning } = findingsIn(file);
      found.push(warning('unknown-own-key', line, `rolecall does not know ${key}.`, remedy, profile.name));
    }
    const remedy = NOT_HONOURED.get(key);
    if (remedy) {
      const { file, line } = placeOf(profile, key);
      const { note } = findingsIn(file);
      found.push(note('key-not-honoured', line, `rolecall does not read ${key}.`, remedy, profile.name));
    }
  }
  return [...found, ...colorFindings(profile), ...secretFindings(profile, profiles), ...nameFindings(profile)];
}

function colorFindings(profile: Profile): Finding[] {
  const color = settingOf(profile, 'color');
  if (!color || parseColor(color.value)) return [];
  const what = `color = ${color.value} is no colour that can be read.`;
  const { warning } = findingsIn(color.at.file);
  return [
    warning(
      'color-unreadable',
      color.at.line,
      what,
      'Write six hexadecimal digits, as ff0000, or a name.',
      profile.name,
    ),
  ];
}

function secretFindings(profile: Profile, profiles: Profiles): Finding[] {
  const secret = settingOf(profile, 'aws_secret_access_key');
  if (!secret || secret.at.file === profiles.credentials.path) return [];
  const what =
    'A secret access key stands in the config file, which people share and back up more freely than the other.';
  const remedy = `Move both keys to [${profile.name}] in ${profiles.credentials.path}.`;
  return [findingsIn(secret.at.file).warning('secret-in-config', secret.at.line, what, remedy, profile.name)];
}

function nameFindings(profile: Profile): Finding[] {
  const { warning } = findingsIn(profile.at.file);
  if (!profile.name.startsWith('-')) return [];
  const what = `The name ${profile.name} looks like an option on every command line.`;
  return [warning('name-like-option', profile.at.line, what, 'Start the name with a letter or digit.', profile.name)];
}
