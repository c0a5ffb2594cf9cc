import { listed } from '../../display/sentence.ts';
import { normalStartUrl } from '../../portals/start-url.ts';
import type { SectionChange } from '../edit/edit.ts';
import { textOf } from '../lookup.ts';
import type { Changes, ProfileFile, Profiles } from '../profile.ts';
import { splitLikeShell } from '../text/header.ts';
import { scanIni } from '../text/ini.ts';
import { comingAlong } from './along.ts';
import { type PeerImport, portalKeys, portalRoleFault, type Remark } from './peer.ts';
import { additionFault, changeFault, sectionsWith, type WrittenSection } from './sections.ts';
import { type Sessions, scopesIn, sessionsFor } from './sessions.ts';

/** What Granted writes into a section, and nobody else. */
const mark = /granted_sso_|(?:common_fate|granted)_generated_from|granted(?:\.exe)?["']?\s+credential-process/i;
const grantedCommand = /(?:^|[\\/\s"'])granted(?:\.exe)?["']?\s+credential-process(?:\s|$)/i;

/** The keys that lead to the role, by Granted's name and by AWS's, which it writes without `credential_process`. */
const keys = {
  startUrl: ['granted_sso_start_url', 'sso_start_url'],
  region: ['granted_sso_region', 'sso_region'],
  accountId: ['granted_sso_account_id', 'sso_account_id'],
  roleName: ['granted_sso_role_name', 'sso_role_name'],
} as const;

const scopesKey = 'granted_sso_registration_scopes';

const own = [
  ...Object.values(keys).map(([name]) => name),
  scopesKey,
  'common_fate_generated_from',
  'granted_generated_from',
];

/** The keys that go: Granted's own, and those that stand in the session from now on. */
const goes = [...own, 'sso_start_url', 'sso_region', 'credential_process'];

/** A section as it is to be, and the keys it comes without: `left` says why nothing can be made of it, `why` what has to be done first. */
type Converted =
  | { readonly settings: Changes; readonly without?: readonly string[] }
  | { readonly same: true }
  | { readonly left: string }
  | { readonly why: string };

/**
 * Makes profiles of `[sso-session]`s out of those that Granted wrote.
 * @param file read the sections there, and add them to `~/.aws/config`; without it, they are changed where they stand
 */
export function importGranted(profiles: Profiles, file?: Pick<ProfileFile, 'path' | 'text'>): PeerImport {
  const sessions = sessionsFor(profiles);
  const changes: SectionChange[] = [];
  const same: string[] = [];
  const left: Remark[] = [];
  const conflicts: Remark[] = [];
  /** Names by the keys they come without. */
  const without = new Map<string, string[]>();
  const registryOf = file === undefined ? registriesIn(profiles.config) : () => undefined;
  for (const section of sectionsWith(file ?? profiles.config, mark)) {
    const { name, at } = section;
    const registry = registryOf(at.line);
    if (registry !== undefined) {
      left.push({ name, at, why: `Granted's registry ${registry} would write it again` });
      continue;
    }
    // The mark may stand in a comment.
    if (!own.some((key) => section.keys.has(key)) && !grantedCommand.test(section.keys.get('credential_process') ?? ''))
      continue;
    const read = file === undefined ? changeOf(section, sessions, profiles) : additionOf(section, sessions, profiles);
    if ('settings' in read) {
      changes.push({ does: file === undefined ? 'set' : 'add', name, settings: read.settings });
      const gone = (read.without ?? []).join(', ');
      if (gone !== '') without.set(gone, [...(without.get(gone) ?? []), name]);
    } else if ('same' in read) same.push(name);
    else if ('left' in read) left.push({ name, at, why: read.left });
    else conflicts.push({ name, at, why: read.why });
  }
  const notes = [...without].map(([gone, names]) => `Not taken over into ${listed(names)}: ${gone}`);
  return { changes: [...changes, ...sessions.added], same, left, conflicts, notes: [...notes, ...sessions.lacking] };
}

/** Finds the registry of Granted's that keeps a line of the file: it marks its sections with two empty ones. */
function registriesIn({ text }: Pick<ProfileFile, 'text'>): (line: number) => string | undefined {
  const { sections, lineOf } = scanIni(text ?? '');
  const marks = sections.flatMap((section) => {
    const [, edge, name] = /^granted_registry_(start|end)\s+(.*)$/.exec(section.header) ?? [];
    return name === undefined ? [] : [{ line: lineOf(section), name: edge === 'start' ? name : undefined }];
  });
  return (line) => marks.findLast((each) => each.line < line)?.name;
}

/** What changes in a section where it stands. */
function changeOf(section: WrittenSection, sessions: Sessions, profiles: Profiles): Converted {
  const foreign = notOfPortal(section);
  if (foreign !== undefined) return foreign;
  const why = changeFault(section, goes, profiles);
  if (why !== undefined) return { why };
  const role = roleOf(section, sessions, profiles);
  if ('why' in role) return role;
  const set = Object.entries(role.settings).filter(([key, value]) => section.keys.get(key) !== value);
  const gone = goes.filter((key) => section.keys.has(key)).map((key) => [key, undefined]);
  return { settings: Object.fromEntries([...gone, ...set]) };
}

/** A section of another file as it is added, with what may come along of what else it has. */
function additionOf(section: WrittenSection, sessions: Sessions, profiles: Profiles): Converted {
  const foreign = notOfPortal(section);
  if (foreign !== undefined) return foreign;
  const { name, keys: values, odd } = section;
  const there = profiles.get(name)?.values;
  if (there !== undefined) {
    const isSame = [keys.accountId, keys.roleName].every((names) => firstOf(values, names) === firstOf(there, names));
    return isSame ? { same: true } : { why: `there is already a profile ${name}, which leads elsewhere` };
  }
  const why = additionFault(section);
  if (why !== undefined) return { why };
  const role = roleOf(section, sessions, profiles);
  if ('why' in role) return role;
  const rest = [...values].filter(([key]) => !goes.includes(key) && !Object.hasOwn(role.settings, key));
  const { more, left } = comingAlong(
    rest.filter(([key]) => !odd.has(key)),
    profiles,
  );
  return {
    settings: { ...more, ...role.settings },
    without: [...left, ...rest.flatMap(([key]) => (odd.has(key) ? key : []))],
  };
}

/** Of a section that leads to no portal: what it is instead. */
function notOfPortal({ name, isRead, keys: values }: WrittenSection): Converted | undefined {
  const command = values.get('credential_process');
  if (command === undefined) return undefined;
  if (!grantedCommand.test(command)) return { why: "its credential_process is not Granted's" };
  const other = profileOf(command);
  const isOther = isRead && other !== undefined && other !== name;
  if (firstOf(values, keys.accountId) === undefined && firstOf(values, keys.startUrl) === undefined) {
    return {
      left: isOther
        ? `its credentials are those of Granted's profile ${other}`
        : "its keys are in Granted's own store: rolecall key import --from granted",
    };
  }
  return isOther ? { why: `its credential_process is for the profile ${other}` } : undefined;
}

/** The profile that Granted's command is for. */
function profileOf(command: string): string | undefined {
  const words = splitLikeShell(command.replaceAll('\\', '/')) ?? [];
  const at = words.findIndex((word) => /^--?profile(?:=|$)/.test(word));
  return at === -1 ? undefined : (/=(.*)$/s.exec(words[at] ?? '')?.[1] ?? words[at + 1]);
}

const firstOf = (values: ReadonlyMap<string, string>, names: readonly string[]): string | undefined =>
  names.map((key) => values.get(key)).find(Boolean);

/** The keys that lead to the role of a section. */
function roleOf(
  { keys: values }: WrittenSection,
  sessions: Sessions,
  profiles: Profiles,
): { readonly settings: Changes } | { readonly why: string } {
  for (const names of Object.values(keys)) {
    const [one, other] = names.map((key) => values.get(key));
    const same = names === keys.startUrl ? normalStartUrl : (text: string) => text;
    if (one && other && same(one) !== same(other)) return { why: `${names.join(' and ')} differ` };
  }
  const named = values.get('sso_session');
  const session = named ? profiles.ssoSession(named) : undefined;
  if (named && session === undefined) return { why: `there is no [sso-session ${named}]` };
  const ofSession = session && textOf(session, 'sso_start_url');
  const startUrl = firstOf(values, keys.startUrl) ?? ofSession;
  const accountId = firstOf(values, keys.accountId);
  const roleName = firstOf(values, keys.roleName);
  if (startUrl === undefined) return { why: `it has no ${keys.startUrl[0]}` };
  if (accountId === undefined) return { why: `it has no ${keys.accountId[0]}` };
  if (roleName === undefined) return { why: `it has no ${keys.roleName[0]}` };
  const why = portalRoleFault({ accountId, roleName });
  if (why !== undefined) return { why };
  if (session !== undefined && normalStartUrl(ofSession ?? '') !== normalStartUrl(startUrl)) {
    return { why: `its start URL is not that of [sso-session ${session.name}]` };
  }
  const scopes = scopesIn(values.get(scopesKey) ?? '');
  if (session !== undefined) sessions.checkScopes(session.name, scopes);
  const region = firstOf(values, keys.region);
  const chosen = session ? { session: session.name } : sessions.of({ startUrl, region, scopes });
  return 'why' in chosen ? chosen : { settings: portalKeys(chosen.session, { accountId, roleName }) };
}
