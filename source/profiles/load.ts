import { readHeader } from './header.ts';
import { type Ini, type IniSection, type IniVisitor, scanIni, walkBody } from './ini.ts';
import type { Profile, ProfileFile, Profiles, Setting } from './profile.ts';

type Source = { readonly file: ProfileFile; readonly ini: Ini; readonly defaults: IniSection[] };
type Part = { readonly source: Source; readonly section: IniSection };

/** The sections that make up one name: nearly always one. Read when first asked for. */
type Slot = { parts: Part | Part[]; profile: Profile | undefined };
type Slots = Map<string, Slot>;

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
  const slot = slots.get(name);
  if (!slot) slots.set(name, { parts: part, profile: undefined });
  else {
    const parts = Array.isArray(slot.parts) ? slot.parts : [slot.parts];
    const stays = (other: Part) => other.source !== part.source || other.section.header === part.section.header;
    // Those of one file are alike: the last one tells for all, or a header repeated a million times would take hours.
    const last = parts.at(-1);
    slot.parts = last === undefined || stays(last) ? parts : parts.filter(stays);
    slot.parts.push(part);
  }
}

function read(slots: Slots, name: string): Profile | undefined {
  const slot = slots.get(name);
  if (!slot) return undefined;
  slot.profile ??= profileOf(name, slot.parts);
  return slot.profile;
}

function profileOf(name: string, parts: Part | Part[]): Profile {
  const settings = new Map<string, Setting>();
  if (!Array.isArray(parts)) {
    addSettings(settings, parts, true);
    return { name, at: locationOf(parts), settings };
  }
  parts.forEach((part, index) => {
    addSettings(settings, part, parts[index - 1]?.source !== part.source);
  });
  return { name, at: locationOf(parts[0] as Part), settings };
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
