import { parseRoleArn } from '../../arn.ts';
import type { SectionChange } from '../../edit/edit.ts';
import type { Profiles } from '../../profile.ts';
import { type PeerImport, type PortalRole, portalKeys, type Remark } from '../peer.ts';
import { changeFault, sectionsWith, type WrittenSection } from '../sections.ts';
import { sessionsFor } from '../sessions.ts';
import { blocksIn } from './blocks.ts';
import { awsSsoMark, readAwsSsoCommand } from './command.ts';
import { lookOf, rolesFor } from './roles.ts';
import { type AwsSsoInstance, type AwsSsoRole, type AwsSsoSettings, roleKey } from './settings.ts';

/** A section of aws-sso-cli, and the role that it leads to. */
type Target = {
  readonly section: WrittenSection;
  readonly instance: AwsSsoInstance;
  readonly role: PortalRole;
  readonly arn: string;
};

/**
 * Makes profiles of `[sso-session]`s and chains out of those that aws-sso-cli wrote, and adds those that its settings name.
 * @param settings undefined where there are none
 * @param places where they were looked for
 */
export function importAwsSso(
  profiles: Profiles,
  settings: AwsSsoSettings | undefined,
  places: readonly string[],
): PeerImport {
  const conflicts: Remark[] = [];
  const refuse = ({ name, at }: WrittenSection, why: string) => conflicts.push({ name, at, why });
  const written = sectionsWith(profiles.config, awsSsoMark).filter(({ keys }) =>
    readAwsSsoCommand(keys.get('credential_process') ?? ''),
  );
  const targets: Target[] = [];
  for (const section of written) {
    const fault = changeFault(section, ['credential_process'], profiles);
    const read = fault === undefined ? targetOf(section, settings, places) : { why: fault };
    if ('why' in read) refuse(section, read.why);
    else targets.push(read);
  }
  const names = new Map(targets.map(({ instance, role, section }) => [placeOf(instance, role), section.name]));
  const sectionOf = (instance: AwsSsoInstance, role: PortalRole) => names.get(placeOf(instance, role));
  const sessions = sessionsFor(profiles);
  const roles = rolesFor(profiles, sessions, sectionOf, settings?.path ?? '');
  const changes: SectionChange[] = [];
  for (const { section, instance, role, arn } of targets) {
    const read = roles.keysOf(instance, role, arn);
    if ('why' in read) {
      refuse(section, read.why);
      continue;
    }
    const known = instance.roles.get(roleKey(role.accountId, role.roleName));
    const look = lookOf(known?.look ?? instance.looks.get(role.accountId) ?? {});
    const news = Object.entries({ ...read.settings, ...look }).filter(
      ([key]) => Object.hasOwn(read.settings, key) || !section.keys.has(key),
    );
    const gone = goes.filter((key) => section.keys.has(key) && !Object.hasOwn(read.settings, key));
    const settingsOf = Object.fromEntries([...gone.map((key) => [key, undefined]), ...news]);
    changes.push({ does: 'set', name: section.name, settings: settingsOf });
  }
  const found: AwsSsoRole[] = [];
  for (const instance of settings?.instances.values() ?? []) {
    for (const role of instance.roles.values()) {
      if (sectionOf(instance, role) !== undefined) continue;
      if (role.profile !== undefined || role.via !== undefined || role.hasTags) roles.add(instance, role);
      else found.push(role);
    }
    // A portal without a profile is one too: its roles are found.
    const { startUrl, region, name, line } = instance;
    const session = startUrl === undefined ? undefined : sessions.of({ startUrl, region, name });
    if (session !== undefined && 'why' in session)
      conflicts.push({ name, at: { file: settings?.path ?? '', line }, why: session.why });
  }
  const blocks = blockChanges(
    profiles,
    written,
    new Set(changes.flatMap((change) => ('name' in change ? change.name : []))),
  );
  return {
    changes: [...changes, ...blocks.changes, ...roles.changes, ...sessions.added],
    same: roles.same,
    left: [],
    conflicts: [...conflicts, ...roles.conflicts],
    notes: [...blocks.notes, ...notesOf(settings, found.filter((role) => !roles.isAdded(role)).length)],
  };
}

/** Its command; and keys of a portal that would stand beside a chain. */
const goes = ['credential_process', ...Object.keys(portalKeys('', { accountId: '', roleName: '' }))];

const placeOf = ({ name }: AwsSsoInstance, { accountId, roleName }: PortalRole) =>
  `${roleKey(accountId, roleName)} ${name}`;

function targetOf(
  section: WrittenSection,
  settings: AwsSsoSettings | undefined,
  places: readonly string[],
): Target | { readonly why: string } {
  const { arn, instance: named } = readAwsSsoCommand(section.keys.get('credential_process') ?? '') ?? {};
  if (arn === undefined) return { why: 'its command names no role with --arn' };
  const role = parseRoleArn(arn);
  if (role === undefined) return { why: `${arn} is not the ARN of a role` };
  const name = named ?? settings?.byDefault ?? 'Default';
  const fileWith = `rolecall import --from aws-sso-cli FILE takes the settings that have it`;
  if (settings === undefined) {
    return { why: `the start URL of ${name} is not known, and there is no ${places.join(' or ')}: ${fileWith}` };
  }
  const instance = settings.instances.get(name);
  if (instance?.startUrl === undefined) {
    return { why: `${settings.path} has no StartUrl for ${name} in SSOConfig: ${fileWith}` };
  }
  return { section, instance, role: { accountId: role.accountId, roleName: role.name }, arn };
}

/** The lines that mark a block go with the last section that aws-sso-cli would write between them. */
function blockChanges(
  { config }: Profiles,
  written: readonly WrittenSection[],
  converted: ReadonlySet<string>,
): { readonly changes: readonly SectionChange[]; readonly notes: readonly string[] } {
  const { blocks, stray } = blocksIn(config.text ?? '');
  const notes: string[] = [];
  const lines: number[] = [];
  for (const { markers, from, to } of blocks) {
    const inside = written.filter(({ at }) => at.line > from && at.line < to);
    const staying = inside.filter(({ name }) => !converted.has(name)).map(({ name }) => name);
    if (inside.length === staying.length) continue;
    if (staying.length === 0) lines.push(...markers);
    else {
      notes.push(
        `${config.path}:${from} and :${to} still mark the sections of aws-sso-cli, for ${staying.join(', ')}: it would write all of them again.`,
      );
    }
  }
  if (lines.length > 0) {
    notes.push('The lines that mark its sections go too: aws-sso-cli would write what is between them again.');
  }
  for (const line of stray) {
    notes.push(
      `${config.path}:${line} marks sections of aws-sso-cli without its counterpart: aws-sso-cli may take everything after it for its own. Remove the line.`,
    );
  }
  return { changes: lines.length === 0 ? [] : [{ does: 'uncomment', lines }], notes };
}

function notesOf(settings: AwsSsoSettings | undefined, unnamed: number): readonly string[] {
  const roles = unnamed === 1 ? 'One role of its settings needs' : `${unnamed} roles of its settings need`;
  return [
    ...(unnamed > 0 ? [`${roles} no profile: rolecall finds them in the portal.`] : []),
    ...(settings?.writesByItself
      ? [`AutoConfigCheck in ${settings.path} lets aws-sso-cli write its sections again: remove it.`]
      : []),
  ];
}
