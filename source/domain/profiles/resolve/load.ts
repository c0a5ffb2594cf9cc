import { once } from '../../once.ts';
import type { EndpointVariables, FoundProfiles, Profile, ProfileFile, Profiles } from '../profile.ts';
import { readHeader, SAFE_NAME, type SectionKind } from '../text/header.ts';
import { readPlain, scanIni } from '../text/ini.ts';
import { type Part, ReadProfile, type Source } from './read-profile.ts';

type Named = Map<string, ReadProfile>;

type Scanned = Readonly<Record<SectionKind, Named>>;

/** For more names than these, reading all headers takes less time than looking for each name. */
const fewNames = 8;

/**
 * Reads both files: for a few names only their sections, where the text allows that, else all headers; each body when
 * something of it is asked for. A profile that any of AWS's readers accepts is accepted, and a bad section hides no
 * other one; `lint` reports what the readers disagree about.
 * @param config `~/.aws/config` or the file that `AWS_CONFIG_FILE` names
 * @param credentials `~/.aws/credentials` or the file that `AWS_SHARED_CREDENTIALS_FILE` names; its keys win
 * @param endpoints the person's own variables that name endpoints
 * @param storesKey whether rolecall stores an access key by a name
 */
export function loadProfiles(
  config: ProfileFile,
  credentials: ProfileFile,
  endpoints: EndpointVariables = {},
  storesKey: Profiles['storesKey'] = () => false,
): Profiles {
  let scanned: Scanned | undefined;
  const all = (): Scanned => {
    scanned ??= scan([config, credentials]);
    return scanned;
  };
  const alone = once(() => lookUpIn(config, credentials));
  let names: readonly string[] | undefined;
  const found = new Map<string, Profile | undefined>();
  const get = (kind: SectionKind, name: string): Profile | undefined => {
    // As in a list, which asks for thousands: nothing was looked for alone before.
    if (scanned !== undefined && found.size === 0) return scanned[kind].get(name);
    const id = `${kind} ${name}`;
    if (found.has(id)) return found.get(id);
    if (scanned !== undefined || found.size >= fewNames) return all()[kind].get(name);
    const profile = alone().get(kind, name, all);
    found.set(id, profile);
    return profile;
  };
  return {
    config,
    credentials,
    endpoints,
    storesKey,
    get names() {
      names ??= [...all().profile.keys()];
      return names;
    },
    get: (name) => get('profile', name),
    get ssoSessions() {
      return (scanned === undefined ? alone().ssoSessions : undefined) ?? [...all()['sso-session'].keys()];
    },
    // Most profiles name none.
    ssoSession: (name) => (name === '' ? undefined : get('sso-session', name)),
    services: (name) => (name === '' ? undefined : get('services', name)),
    found: noneFound,
  };
}

const noneFound: FoundProfiles = { names: [], matching: () => [], sharing: () => [], get: () => undefined, unread: [] };

type LookUp = {
  /** @param all reads all headers, for a name that cannot be found without them */
  readonly get: (kind: SectionKind, name: string, all: () => Scanned) => Profile | undefined;
  /** Undefined where they cannot be found without reading all headers. */
  readonly ssoSessions: readonly string[] | undefined;
};

/** Looks for single sections in the config file; the credentials file is short, and read as usual. */
function lookUpIn(config: ProfileFile, credentials: ProfileFile): LookUp {
  const plain = readPlain(readable(config.text));
  if (plain === undefined) return { get: (kind, name, all) => all()[kind].get(name), ssoSessions: undefined };
  const inCredentials = once(() => scan([credentials]));
  const get: LookUp['get'] = (kind, name, all) => {
    const found = SAFE_NAME.test(name) ? plain.find(kind, name) : undefined;
    if (found === undefined) return all()[kind].get(name);
    const other = inCredentials()[kind].get(name);
    if (found === 'none') return other;
    const { ini, section } = found;
    const profile = new ReadProfile(name, { source: { path: config.path, ini, defaults: [] }, section });
    for (const part of other?.sections ?? []) profile.add(part);
    return profile;
  };
  // Sessions stand in the config file alone.
  return {
    get,
    get ssoSessions() {
      return plain.names('sso-session');
    },
  };
}

function scan(files: readonly ProfileFile[]): Scanned {
  const scanned: Scanned = { profile: new Map(), 'sso-session': new Map(), services: new Map() };
  for (const { path, kind, text } of files) {
    const source: Source = { path, ini: scanIni(readable(text)), defaults: [] };
    for (const section of source.ini.sections) {
      const part = { source, section };
      // Nearly all are of this kind.
      if (section.profile !== undefined && kind === 'config') {
        place(scanned.profile, section.profile, part);
        continue;
      }
      const header = readHeader(section.header, kind);
      if (header.kind === 'defaults') source.defaults.push(section);
      else if (header.kind !== 'none') place(scanned[header.kind], header.name, part);
    }
  }
  return scanned;
}

/** The text of a file. A NUL byte means UTF-16 or no text at all: `lint` says so, and there is nothing to read. */
export const readable = (text: string | undefined): string => (text === undefined || text.includes('\0') ? '' : text);

function place(named: Named, name: string, part: Part): void {
  const before = named.get(name);
  if (before === undefined) named.set(name, new ReadProfile(name, part));
  else before.add(part);
}

/** The profiles of one of the two files by itself. */
export function loadAlone(file: ProfileFile): Profiles {
  const nothing = { path: '', text: undefined };
  return file.kind === 'config'
    ? loadProfiles(file, { kind: 'credentials', ...nothing })
    : loadProfiles({ kind: 'config', ...nothing }, file);
}
