import { readHeader } from './header.ts';
import { scanIni } from './ini.ts';
import type { ProfileFile, Profiles } from './profile.ts';
import { type Part, ReadProfile, type Source } from './read-profile.ts';

type Named = Map<string, ReadProfile>;

/**
 * Reads both files: their headers now, each body when it is asked for.
 * What one reader of AWS's accepts is accepted, and one bad section never hides the others; see `lint` for what they disagree about.
 * @param config `~/.aws/config` or what `AWS_CONFIG_FILE` names
 * @param credentials `~/.aws/credentials` or what `AWS_SHARED_CREDENTIALS_FILE` names; its keys win
 */
export function loadProfiles(config: ProfileFile, credentials: ProfileFile): Profiles {
  const profiles: Named = new Map();
  const ssoSessions: Named = new Map();
  const services: Named = new Map();
  for (const { path, kind, text } of [config, credentials]) {
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
  return {
    config,
    credentials,
    names: [...profiles.keys()],
    get: (name) => profiles.get(name),
    ssoSession: (name) => ssoSessions.get(name),
    services: (name) => services.get(name),
  };
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
