import { leftBehind } from '../../shells/names.ts';
import { pasteWord } from '../../shells/paste.ts';
import { isInTheClear, withoutUser } from '../endpoints.ts';
import { keyNamed, profileKeys } from '../keys.ts';
import { parseColor } from '../looks/color.ts';
import { isSwitchedOn, placeOf, settingOf, textOf } from '../lookup.ts';
import { didYouMean } from '../names.ts';
import type { Profile, Profiles } from '../profile.ts';
import { kindOf } from '../resolve/kind.ts';
import { loadAlone } from '../resolve/load.ts';
import { errorAt, type Finding, noteAt, type ProfileCheck, warningAt } from './finding.ts';

/** Names, colours and secrets, and keys that nobody reads. */
export const keyChecks: readonly ProfileCheck[] = [
  unknownKeys,
  ignoredKeys,
  colorFindings,
  stayingFindings,
  secretFindings,
  nameFindings,
];

const ownKeys: readonly string[] = profileKeys()
  .filter(({ owner }) => owner === 'rolecall')
  .map(({ name }) => name);

function unknownKeys(profile: Profile): Finding[] {
  const unknown = [...profile.values.keys()].filter((key) => key.startsWith('rolecall_') && !ownKeys.includes(key));
  return unknown.map((key) => {
    const remedy = didYouMean(key, ownKeys, 1) ?? `The keys are ${ownKeys.join(', ')}.`;
    const at = placeOf(profile, key);
    return warningAt(profile, { at }, 'unknown-own-key', `rolecall does not know ${key}.`, remedy);
  });
}

/** Keys of other tools that seem to do something here. */
function ignoredKeys(profile: Profile): Finding[] {
  return [...profile.values.keys()].flatMap((key) => {
    const remedy = keyNamed(key)?.instead;
    if (remedy === undefined) return [];
    const at = placeOf(profile, key);
    return [noteAt(profile, { at }, 'key-not-honoured', `rolecall does not read ${key}.`, remedy)];
  });
}

function colorFindings(profile: Profile): Finding[] {
  const color = settingOf(profile, 'color');
  if (!color || parseColor(color.value)) return [];
  const what = `color = ${color.value} is not a colour that rolecall can read.`;
  const remedy = 'Write six hexadecimal digits, for example ff0000, or a name.';
  return [warningAt(profile, color, 'color-unreadable', what, remedy)];
}

/** Settings that hold with `aws --profile NAME` and not in the role's shell. */
function stayingFindings(profile: Profile, profiles: Profiles): Finding[] {
  const [first, ...others] = leftBehind(profile);
  if (first === undefined || kindOf(profile, profiles) === 'other') return [];
  const names = [first, ...others].join(', ');
  const [have, come] = others.length === 0 ? ['has', 'is not passed'] : ['have', 'are not passed'];
  const what = `${names} of ${profile.name} ${have} no environment variable in AWS's tools, and ${come} into its shell.`;
  const at = { at: placeOf(profile, first) };
  return [
    noteAt(
      profile,
      at,
      'setting-stays',
      what,
      `If that matters, open it with --live: rolecall ${pasteWord(profile.name, 'PROFILE')} --live`,
    ),
  ];
}

function secretFindings(profile: Profile, profiles: Profiles): Finding[] {
  const secret = settingOf(profile, 'aws_secret_access_key');
  if (!secret || secret.at.file === profiles.credentials.path) return [];
  const what =
    'A secret access key is in the config file, which people share and back up more freely than the credentials file.';
  const remedy = `Move both keys to [${profile.name}] in ${profiles.credentials.path}.`;
  return [warningAt(profile, secret, 'secret-in-config', what, remedy)];
}

function nameFindings(profile: Profile): Finding[] {
  if (!profile.name.startsWith('-')) return [];
  const what = `The name ${profile.name} would be read as a flag on every command line.`;
  return [warningAt(profile, profile, 'name-like-option', what, 'Start the name with a letter or digit.')];
}

/** Keys that stand in both files with different values, where the one in the config file does nothing; keys of one pair in two. */
export function twoFileFindings({ config, credentials }: Profiles): Finding[] {
  const inConfig = loadAlone(config);
  const inCredentials = loadAlone(credentials);
  const found: Finding[] = [];
  for (const name of inCredentials.names) {
    const [winner, loser] = [inCredentials.get(name), inConfig.get(name)];
    if (winner === undefined || loser === undefined) continue;
    found.push(...splitKeys(winner, loser));
    for (const [key, value] of loser.values) {
      if ((winner.values.get(key) ?? value) === value) continue;
      const [over, at] = [placeOf(winner, key), placeOf(loser, key)];
      const what = `${key} of ${name} has a different value in line ${over.line} of ${credentials.path}, which is used.`;
      found.push(warningAt(loser, { at }, 'shadowed-key', what, 'Remove one of the two.'));
    }
  }
  return found;
}

/** A secret or a token that does not stand where the access key ID does. AWS's programs of Python read one file. */
function splitKeys(inCredentials: Profile, inConfig: Profile): Finding[] {
  const isThere = textOf(inCredentials, 'aws_access_key_id') !== undefined;
  const [own, other] = isThere ? [inCredentials, inConfig] : [inConfig, inCredentials];
  const keyId = settingOf(own, 'aws_access_key_id');
  if (keyId === undefined) return [];
  const place = `line ${keyId.at.line} of ${keyId.at.file}`;
  return (['aws_secret_access_key', 'aws_session_token', 'aws_security_token'] as const).flatMap((key) => {
    const stray = textOf(own, key) === undefined ? settingOf(other, key) : undefined;
    if (stray === undefined) return [];
    const isSecret = key === 'aws_secret_access_key';
    const leads = isSecret
      ? 'the AWS CLI refuses half a pair'
      : 'the AWS CLI and rolecall ignore it, the JavaScript SDK uses it';
    const what = `${key} of ${own.name} is not in the same file as aws_access_key_id: ${leads}.`;
    const remedy = isSecret ? `Move it to ${place}.` : `Remove it, or move it to ${place} if it belongs to that key.`;
    return [warningAt(other, stray, 'split-keys', what, remedy)];
  });
}

/** The services that rolecall calls, as `[services]` sections name them. */
const called = ['sts', 'iam', 'sso', 'sso_oidc', 'signin'];

/** Endpoints to which a secret would go unencrypted. */
export const endpointFindings: ProfileCheck = (profile, profiles) => {
  if (isSwitchedOn(profile, 'ignore_configured_endpoint_urls')) return [];
  const section = profiles.services(settingOf(profile, 'services')?.value ?? '');
  const own = called.map((service) => section && settingOf(section, `${service}.endpoint_url`));
  return [settingOf(profile, 'endpoint_url'), ...own].flatMap((setting) => {
    if (setting === undefined || !isInTheClear(setting.value)) return [];
    const what = `${withoutUser(setting.value)} is not encrypted, and rolecall sends no secret there.`;
    return [
      errorAt(
        profile,
        setting,
        'endpoint-in-the-clear',
        what,
        'Write https://, or http:// with an address of this machine.',
      ),
    ];
  });
};
