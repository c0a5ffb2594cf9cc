import { readHeader } from './header.ts';
import { scanIni } from './ini.ts';
import type { Profile, ProfileFile, Profiles } from './profile.ts';
import { type Part, ReadProfile, type Source } from './read-profile.ts';

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
  for (const { path, kind, text } of [config, credentials]) {
    const source: Source = { path, ini: scanIni(readable(text)), defaults: [] };
    for (const section of source.ini.sections) {
      const header = readHeader(section.header, kind);
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
function readable(text: string | undefined): string {
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
  const found = slots.get(name);
  if (found === undefined || 'name' in found) return found;
  const profile = new ReadProfile(name, found);
  slots.set(name, profile);
  return profile;
}
