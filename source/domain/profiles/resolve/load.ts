import type { Profile, ProfileFile, Profiles } from '../profile.ts';
import { readHeader, SAFE_NAME } from '../text/header.ts';
import { findPlain, scanIni } from '../text/ini.ts';
import { type Part, ReadProfile, type Source } from './read-profile.ts';

type Named = Map<string, ReadProfile>;

type Scanned = { readonly profiles: Named; readonly ssoSessions: Named; readonly services: Named };

/** Whoever asks for more names than these is better off with all headers read. */
const fewNames = 8;

/**
 * Reads both files: the one section that is asked for where that can be told from the rest, else all headers; each body
 * when it is asked for. What one reader of AWS's accepts is accepted, and one bad section never hides the others; see
 * `lint` for what they disagree about.
 * @param config `~/.aws/config` or what `AWS_CONFIG_FILE` names
 * @param credentials `~/.aws/credentials` or what `AWS_SHARED_CREDENTIALS_FILE` names; its keys win
 */
export function loadProfiles(config: ProfileFile, credentials: ProfileFile): Profiles {
  let scanned: Scanned | undefined;
  const all = (): Scanned => {
    scanned ??= scan([config, credentials]);
    return scanned;
  };
  const text = readable(config.text);
  const find = findPlain(text);
  const inCredentials = find && scan([credentials]).profiles;
  const looked = new Map<string, Profile | undefined>();
  const lookUp = (name: string): Profile | undefined => {
    const found = name !== 'default' && SAFE_NAME.test(name) ? find?.(name) : undefined;
    if (found === undefined || inCredentials === undefined) return all().profiles.get(name);
    const there = inCredentials.get(name);
    if (found === 'none') return there;
    const { ini, section } = found;
    const profile = new ReadProfile(name, { source: { path: config.path, ini, defaults: [] }, section });
    for (const part of there?.sections ?? []) profile.add(part);
    return profile;
  };
  return {
    config,
    credentials,
    get names() {
      return [...all().profiles.keys()];
    },
    get: (name) => {
      if (looked.has(name)) return looked.get(name);
      if (scanned !== undefined || looked.size >= fewNames) return all().profiles.get(name);
      const profile = lookUp(name);
      looked.set(name, profile);
      return profile;
    },
    // Most profiles name none.
    ssoSession: (name) => (name === '' ? undefined : all().ssoSessions.get(name)),
    services: (name) => (name === '' ? undefined : all().services.get(name)),
  };
}

function scan(files: readonly ProfileFile[]): Scanned {
  const profiles: Named = new Map();
  const ssoSessions: Named = new Map();
  const services: Named = new Map();
  for (const { path, kind, text } of files) {
    const source: Source = { path, ini: scanIni(readable(text)), defaults: [] };
    for (const section of source.ini.sections) {
      const part = { source, section };
      // Nearly all are of this kind.
      if (section.profile !== undefined && kind === 'config') {
        place(profiles, section.profile, part);
        continue;
      }
      const header = readHeader(section.header, kind);
      if (header.kind === 'profile') place(profiles, header.name, part);
      else if (header.kind === 'sso-session') place(ssoSessions, header.name, part);
      else if (header.kind === 'services') place(services, header.name, part);
      else if (header.kind === 'defaults') source.defaults.push(section);
    }
  }
  return { profiles, ssoSessions, services };
}

/** A NUL byte means UTF-16 or no text at all: `lint` says so, and there is nothing to read. */
function readable(text: string | undefined): string {
  return text === undefined || text.includes('\0') ? '' : text;
}

function place(named: Named, name: string, part: Part): void {
  const before = named.get(name);
  if (before === undefined) named.set(name, new ReadProfile(name, part));
  else before.add(part);
}
