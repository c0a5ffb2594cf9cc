import { findProfile } from '../profiles/find.ts';
import { comesAlong, keyNamed } from '../profiles/keys.ts';
import type { Profile, Profiles } from '../profiles/profile.ts';
import { asOpened } from '../profiles/resolve/taken-over.ts';
import { isSecretKey } from '../profiles/secrets.ts';
import { commandLine } from '../profiles/text/command-line.ts';
import { bodyOf } from '../profiles/text/entries.ts';
import { readHeader } from '../profiles/text/header.ts';
import { scanIni } from '../profiles/text/ini.ts';
import { liveProfile } from './live-name.ts';
import type { Installation } from './shell.ts';

/** What a live configuration is made of. */
export type LiveConfigParts = {
  readonly profiles: Profiles;
  /** The profile of the role; one that no file has (`--role-arn`) brings no settings. */
  readonly profile: string;
  /** The stored request of the role, and of each profile of {@link keyholders}. */
  readonly requestId: string;
  readonly requests: ReadonlyMap<string, string>;
  readonly program: Installation['program'];
  /** Of the role, where it has one. */
  readonly region: string | undefined;
  /** A server has the keys: the role's profile fetches none, and programs go on to their environment. */
  readonly isServed: boolean;
};

/**
 * The person's configuration and one more profile, whose keys this program fetches and which has every setting of the
 * role's that is not about identity. The line that fetches them holds absolute paths and a hexadecimal ID, never a name
 * that the person chose. No secret of the person's goes into the copy: a profile with keys in the config file becomes
 * such a line too, and comments, in which old keys may stand, are left out.
 */
export function liveConfig(parts: LiveConfigParts): string {
  const { profiles, requestId, region } = parts;
  const found = findProfile(profiles, parts.profile);
  const role = found && asOpened(found, profiles);
  const lines = [
    `[profile ${liveProfile(requestId)}]`,
    ...(parts.isServed ? [] : [fetchLine(parts.program, requestId)]),
    ...(region === undefined ? [] : [`region = ${region}`]),
    ...(role === undefined ? [] : settingLines(role)),
  ];
  const own = withoutSecrets(parts);
  const gap = own === '' ? '' : own.endsWith('\n') ? '\n' : '\n\n';
  return `${copyLine}\n${own}${gap}${lines.join('\n')}\n`;
}

/** For whoever is told that the file cannot be written, and looks into it. */
const copyLine =
  '# A copy, which rolecall writes again at each opening. Your own file is the one that ROLECALL_CONFIG_FILE names.';

/**
 * The profiles whose credentials cannot be in a copy of the config file: those with a secret there, and the roles that
 * start from one of them, for their MFA device is asked for by rolecall then.
 */
export function keyholders(profiles: Profiles): readonly string[] {
  const holders = new Set(
    profiles.names.filter((name) => {
      const profile = profiles.get(name);
      return profile !== undefined && holdsSecret(profile, profiles.config.path);
    }),
  );
  if (holders.size === 0) return [];
  const startsFromOne = (name: string) => holders.has(profiles.get(name)?.values.get('source_profile') ?? '');
  return profiles.names.filter((name) => holders.has(name) || startsFromOne(name));
}

/** Commands that no SDK runs, and in whose line a secret may stand: `oathtool --totp -b JBSW…`. rolecall reads them in the person's own file. */
const unusedCommands: readonly string[] = ['mfa_process', 'web_identity_token_process'];

const staysBehind = (key: string): boolean => unusedCommands.includes(key) || isSecretKey(key);

/** A command that prints credentials may have them in its own line. */
const spelledOut = /SecretAccessKey|SessionToken/;

function holdsSecret(profile: Profile, config: string): boolean {
  for (const [key, value] of profile.values) {
    const suspect = value !== '' && (keyNamed(key)?.secret === true || spelledOut.test(value));
    if (suspect && profile.setting(key)?.at.file === config) return true;
  }
  return false;
}

function fetchLine(program: Installation['program'], requestId: string): string {
  return `credential_process = ${commandLine(program)} credential-process --request ${requestId}`;
}

/** The settings of a role's profile as lines of a section; those of both files, and nested blocks. */
function settingLines(profile: Profile): readonly string[] {
  const single = new Map<string, string>();
  const blocks = new Map<string, string[]>();
  for (const [key, value] of profile.values) {
    // A value of several lines would be read differently by each reader.
    const isPlain = /^[\w.-]+$/.test(key) && !value.includes('\n');
    if (key === 'region' || !isPlain || !comesAlong(key) || staysBehind(key) || spelledOut.test(value)) continue;
    const dot = key.indexOf('.');
    const block = key.slice(0, dot);
    if (dot === -1) single.set(key, value);
    else blocks.set(block, [...(blocks.get(block) ?? []), `  ${key.slice(dot + 1)} = ${value}`]);
  }
  // A key twice, and the AWS CLI refuses the whole file.
  for (const block of blocks.keys()) single.delete(block);
  return [
    ...[...single].map(([key, value]) => `${key} = ${value}`.trimEnd()),
    ...[...blocks].flatMap(([name, nested]) => [`${name} =`, ...nested]),
  ];
}

/** The text of the config file without secrets and comments. */
function withoutSecrets({ profiles, requests, program }: LiveConfigParts): string {
  const ini = scanIni(profiles.config.text ?? '');
  const pieces = [ini.text.slice(0, ini.sections[0]?.start ?? ini.text.length)];
  for (const section of ini.sections) {
    const header = readHeader(section.header, 'config');
    const request = header.kind === 'profile' ? requests.get(header.name) : undefined;
    const { entries } = bodyOf(ini, section);
    const dropped = entries.filter(({ key, value }) =>
      request === undefined
        ? staysBehind(key) || key === 'aws_access_key_id' || spelledOut.test(value)
        : staysBehind(key) || (!comesAlong(key) && key !== 'region'),
    );
    const head = ini.text.slice(section.start, section.body);
    pieces.push(head.endsWith('\n') ? head : `${head}\n`);
    if (request !== undefined) pieces.push(`${fetchLine(program, request)}\n`);
    let from = section.body;
    for (const { start, end } of dropped) {
      if (start > from) pieces.push(ini.text.slice(from, start));
      from = Math.max(from, end);
    }
    pieces.push(ini.text.slice(from, section.end));
  }
  const lines = pieces.join('').split('\n');
  return lines.filter((line) => !/^\s*[#;]/.test(line) && !secretLine.test(line)).join('\n');
}

/** What no reader takes for a key, and is one all the same. */
const secretLine = /^\W*aws_(secret_access_key|session_token|security_token)\b/i;
