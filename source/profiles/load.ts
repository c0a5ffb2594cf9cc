import { readHeader } from './header.ts';
import { type Ini, type IniSection, type IniVisitor, scanIni, walkBody } from './ini.ts';
import type { Profile, ProfileFile, Profiles, Setting } from './profile.ts';

type Source = { readonly file: ProfileFile; readonly ini: Ini; readonly defaults: IniSection[] };
type Part = { readonly source: Source; readonly section: IniSection };

/** The sections that make up one name: nearly always one. A profile once it has been read. */
type Slots = Map<string, Part | Part[] | Profile>;

/**
 * Reads both files: their headers now, each body when it is asked for.
 * What one reader of AWS's accepts is accepted, and one bad section never hides the others; see `lint` for what they disagree about.
 * @param config `~/.aws/config` or what `AWS_CONFIG_FILE` names
 * @param credentials `~/.aws/credentials` or what `AWS_SHARED_CREDENTIALS_FILE` names; its keys win
 */
export function loadProfiles(config: ProfileFile, credentials: ProfileFile): Profiles {
  const profiles: Slots = new Map();
  const ssoSessions: Slots = new Map();
  const services: Slots = new Map();
  for (const file of [config, credentials]) {
    const source: Source = { file, ini: scanIni(readable(file)), defaults: [] };
    for (const section of source.ini.sections) {
      const header = readHeader(section.header, file.kind);
      if (header.kind === 'profile') place(profiles, header.name, { source, section });
      else if (header.kind === 'sso-session') place(ssoSessions, header.name, { source, section });
      else if (header.kind === 'services') place(services, header.name, { source, section });
      else if (header.kind === 'defaults') source.defaults.push(section);
    }
  }
  return {
    config,
    credentials,
    names: [...profiles.keys()],
    get: (name) => read(profiles, name),
    peek: (name) => peek(profiles, name),
    ssoSession: (name) => read(ssoSessions, name),
    services: (name) => read(services, name),
  };
}

/** A NUL byte means UTF-16 or no text at all: `lint` says so, and there is nothing to read. */
function readable({ text }: ProfileFile): string {
  return text === undefined || text.includes('\0') ? '' : text;
}

/**
 * The AWS CLI lets `[profile "a"]` replace an earlier `[profile a]`, and the later of `[default]` and
 * `[profile default]` the other. The same header twice it refuses; there the JS SDK's merging holds.
 */
function place(slots: Slots, name: string, part: Part): void {
  const before = slots.get(name) as Part | Part[] | undefined;
  if (before === undefined) {
    slots.set(name, part);
    return;
  }
  const parts = 'section' in before ? [before] : before;
  const stays = (other: Part) => other.source !== part.source || other.section.header === part.section.header;
  // Those of one file are alike: the last one tells for all, or a header repeated a million times would take hours.
  const last = parts.at(-1);
  const kept = last === undefined || stays(last) ? parts : parts.filter(stays);
  kept.push(part);
  slots.set(name, kept);
}

function read(slots: Slots, name: string): Profile | undefined {
  const profile = peek(slots, name);
  if (profile !== undefined) slots.set(name, profile);
  return profile;
}

function peek(slots: Slots, name: string): Profile | undefined {
  const found = slots.get(name);
  return found === undefined || 'settings' in found ? found : profileOf(name, found);
}

function profileOf(name: string, found: Part | readonly Part[]): Profile {
  const settings = new Map<string, Setting>();
  if ('section' in found) {
    addSettings(settings, found, true);
    return { name, at: locationOf(found), settings };
  }
  found.forEach((part, index) => {
    addSettings(settings, part, found[index - 1]?.source !== part.source);
  });
  return { name, at: locationOf(found[0] as Part), settings };
}

function locationOf({ source, section }: Part): Profile['at'] {
  return { file: source.file.path, line: source.ini.lineOf(section) };
}

function addSettings(settings: Map<string, Setting>, { source, section }: Part, first: boolean): void {
  const reader = settingsReader(settings, source.file.path);
  if (first) for (const defaults of source.defaults) walkBody(source.ini, defaults, reader);
  walkBody(source.ini, section, reader);
}

function settingsReader(settings: Map<string, Setting>, file: string): IniVisitor {
  let lastKey = '';
  return {
    entry: (key, value, line, _start, _mark, _next, parent, indented) => {
      // No key to the AWS CLI: it may stand in for one that is missing, not for one that is there.
      if (indented && settings.has(key)) return;
      // `s3 =` says nothing of its own once something is nested in it.
      if (parent !== undefined) settings.delete(parent);
      settings.set(key, { value, at: { file, line } });
      lastKey = key;
    },
    continued: (more) => {
      const before = settings.get(lastKey);
      if (before) settings.set(lastKey, { ...before, value: `${before.value}\n${more}` });
    },
  };
}
