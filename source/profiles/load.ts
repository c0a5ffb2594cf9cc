import { grammarOf } from './grammar.ts';
import { readHeader } from './header.ts';
import { type Ini, type IniSection, readBody, scanIni } from './ini.ts';
import type { Finding, Profile, ProfileFile, Profiles, Setting } from './profile.ts';

/** The sections of one file that make up one profile, by the AWS CLI's rules. */
type Part = { readonly header: string; readonly sections: IniSection[] };
type Index = {
  readonly file: ProfileFile;
  readonly ini: Ini;
  readonly profiles: Map<string, Part>;
  readonly ssoSessions: Map<string, Part>;
  readonly services: Map<string, Part>;
  readonly defaults: IniSection[];
};

/**
 * Reads both files: their headers now, each body when it is asked for.
 * What one reader of AWS's accepts is accepted; see `grammar()` of the result for what they disagree about.
 * @param config `~/.aws/config` or what `AWS_CONFIG_FILE` names
 * @param credentials `~/.aws/credentials` or what `AWS_SHARED_CREDENTIALS_FILE` names; its keys win
 */
export function loadProfiles(config: ProfileFile, credentials: ProfileFile): Profiles {
  const indexes = [indexOf(config), indexOf(credentials)] as const;
  const names = [...new Set([...indexes[0].profiles.keys(), ...indexes[1].profiles.keys()])];
  let findings: readonly Finding[] | undefined;
  return {
    config,
    credentials,
    names,
    get: remembered((name) => profileOf(name, indexes, (index) => index.profiles)),
    ssoSession: remembered((name) => profileOf(name, indexes, (index) => index.ssoSessions)),
    services: remembered((name) => profileOf(name, indexes, (index) => index.services)),
    grammar: () => {
      findings ??= indexes.flatMap(({ file, ini }) => grammarOf(file, ini));
      return findings;
    },
  };
}

function indexOf(file: ProfileFile): Index {
  // A NUL byte means UTF-16 or no text at all: the grammar says so, and there is nothing to read.
  const ini = scanIni(file.text === undefined || file.text.includes('\0') ? '' : file.text);
  const index: Index = {
    file,
    ini,
    profiles: new Map(),
    ssoSessions: new Map(),
    services: new Map(),
    defaults: [],
  };
  for (const section of ini.sections) {
    const header = readHeader(section.header, file.kind);
    if (header.kind === 'profile') addTo(index.profiles, header.name, section);
    else if (header.kind === 'sso-session') addTo(index.ssoSessions, header.name, section);
    else if (header.kind === 'services') addTo(index.services, header.name, section);
    else if (header.kind === 'defaults') index.defaults.push(section);
  }
  return index;
}

/**
 * The AWS CLI lets `[profile "a"]` replace an earlier `[profile a]`, and the later of `[default]` and
 * `[profile default]` the other. The same header twice it refuses; there the JS SDK's merging holds.
 */
function addTo(parts: Map<string, Part>, name: string, section: IniSection): void {
  const part = parts.get(name);
  if (part?.header === section.header) part.sections.push(section);
  else parts.set(name, { header: section.header, sections: [section] });
}

function profileOf(
  name: string,
  indexes: readonly Index[],
  partsOf: (index: Index) => Map<string, Part>,
): Profile | undefined {
  const settings = new Map<string, Setting>();
  let at: Profile['at'] | undefined;
  for (const index of indexes) {
    const sections = partsOf(index).get(name)?.sections;
    if (!sections) continue;
    at ??= { file: index.file.path, line: sections[0]?.line ?? 1 };
    for (const section of index.defaults) addSettings(settings, index, section);
    for (const section of sections) addSettings(settings, index, section);
  }
  return at && { name, at, settings };
}

function addSettings(settings: Map<string, Setting>, { ini, file }: Index, section: IniSection): void {
  for (const { key, value, line, opensBlock } of readBody(ini, section).entries) {
    if (!opensBlock) settings.set(key, { value, at: { file: file.path, line } });
  }
}

function remembered<T>(read: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    const found = known.get(name);
    if (found !== undefined || known.has(name)) return found as T;
    const value = read(name);
    known.set(name, value);
    return value;
  };
}
