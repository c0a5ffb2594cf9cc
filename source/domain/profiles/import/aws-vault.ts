import { unlessProblem } from '../../../problem.ts';
import { pasteWord } from '../../shells/paste.ts';
import { changeSections, type SectionChange } from '../edit/edit.ts';
import { textOf } from '../lookup.ts';
import type { Changes, Profile, Profiles } from '../profile.ts';
import { resolveChain } from '../resolve/chain.ts';
import { sourceBehind, takenForCli } from '../resolve/cli-reading.ts';
import { isRoleAlone, kindOf, leadsOn, sourceKindOf } from '../resolve/kind.ts';
import { loadAlone } from '../resolve/load.ts';
import { asOpened, includedBy, includesOf, usualRegion } from '../resolve/taken-over.ts';
import type { PeerImport, Remark } from './peer.ts';

/** A section as it is to be; `left` says why nothing can be made of it, `why` what has to be done first. */
type Written = { readonly settings: Changes } | { readonly left: string } | { readonly why: string };

/**
 * Writes out what aws-vault's reading of the configuration gives each profile, so that the AWS CLI reads the same: what it
 * takes over from other profiles, and the source behind profiles that only lead on.
 */
export function importAwsVault(profiles: Profiles): PeerImport {
  const changes: Change[] = [];
  const left: Remark[] = [];
  const conflicts: Remark[] = [];
  const used = namedIn(profiles);
  for (const name of loadAlone(profiles.config).names) {
    const profile = profiles.get(name);
    const written = profile && writtenOut(profile, profiles, (each) => used.has(each));
    if (profile === undefined || written === undefined) continue;
    const { at } = profile;
    if ('settings' in written) changes.push({ does: 'set', name, settings: written.settings });
    else if ('left' in written) left.push({ name, at, why: written.left });
    else conflicts.push({ name, at, why: written.why });
  }
  const remark = ({ name }: Change, why: string): Remark => {
    const at = profiles.get(name)?.at ?? { file: profiles.config.path, line: 1 };
    return { name, at, why };
  };
  const safe = safeOf(changes, profiles);
  const made = withoutIncluded(safe, profiles);
  const odd = "AWS's tools differ on what its section means, so it is left alone";
  const shared = 'a profile that stays as it is includes it';
  return {
    changes: made,
    same: [],
    left: [...left, ...safe.filter((each) => !made.includes(each)).map((each) => remark(each, shared))],
    conflicts: [...conflicts, ...changes.filter((each) => !safe.includes(each)).map((each) => remark(each, odd))],
    notes: notesOf(made),
  };
}

type Change = SectionChange & { readonly does: 'set' };

/** Without those of profiles that one which stays as it is includes: its reading would change with them. */
function withoutIncluded(changes: readonly Change[], profiles: Profiles): readonly Change[] {
  const changed = new Set(changes.map(({ name }) => name));
  const includers = profiles.names.flatMap((name) => {
    const profile = profiles.get(name);
    const included = profile === undefined ? [] : includesOf(profile, profiles);
    return included.length === 0 ? [] : [{ name, included: included.map((each) => each.name) }];
  });
  for (let before = -1; before !== changed.size; ) {
    before = changed.size;
    for (const { name, included } of includers) {
      if (!changed.has(name)) for (const each of included) changed.delete(each);
    }
  }
  return changes.filter(({ name }) => changed.has(name));
}

/** The profiles that others include, or start from. */
function namedIn(profiles: Profiles): ReadonlySet<string> {
  const named = profiles.names.flatMap((name) => {
    const profile = profiles.get(name);
    return profile === undefined ? [] : [includedBy(profile), textOf(asOpened(profile, profiles), 'source_profile')];
  });
  return new Set(named.filter((name) => name !== undefined));
}

/** Those that can be made without another byte meaning something else. */
function safeOf(changes: readonly Change[], { config }: Profiles): readonly Change[] {
  const isSafe = (some: readonly Change[]) => unlessProblem(() => changeSections(config, some)) !== undefined;
  return isSafe(changes) ? changes : changes.filter((change) => isSafe([change]));
}

const notesOf = (changes: readonly Change[]): readonly string[] =>
  changes.length === 0
    ? []
    : [
        ...(changes.some(({ settings }) => settings.region !== undefined)
          ? ['A region in a profile takes precedence here over AWS_REGION in your environment.']
          : []),
        'The access keys stay in aws-vault: rolecall key import --from aws-vault copies them into the keychain.',
      ];

/**
 * What a profile needs; undefined where it needs nothing, or is there for others.
 * @param isUsed whether others include a profile, or start from it
 */
export function writtenOut(
  profile: Profile,
  profiles: Profiles,
  isUsed: (name: string) => boolean = () => false,
): Written | undefined {
  const opened = asOpened(profile, profiles);
  const included = includedBy(profile);
  if (included !== undefined && profiles.get(included) === undefined) {
    return { why: `it includes ${included}, but there is no such profile` };
  }
  const kind = kindOf(opened, profiles);
  if (isRoleAlone(opened, profiles)) {
    const user = pasteWord(`${profile.name}-user`, 'NAME');
    const todo = `rolecall key add ${user}, then rolecall edit ${pasteWord(profile.name, 'NAME')} --source-profile ${user}`;
    return { left: `it names no source: the AWS CLI cannot use a key under the role's own name. ${todo}` };
  }
  if (kind === 'web-identity' && !textOf(opened, 'web_identity_token_file')) {
    return { left: 'the AWS CLI runs no web_identity_token_process: have the token written to a file' };
  }
  const next = leadsOn(opened, kind);
  if (next !== undefined) {
    if (isUsed(profile.name)) return undefined;
    return { left: `it only leads on to ${next}, which the AWS CLI cannot follow: use that instead` };
  }
  if (kind === 'other' && included === undefined) return undefined;
  const gone = ['include_profile', 'parent_profile'].filter((key) => profile.values.has(key));
  const settings = {
    ...Object.fromEntries(gone.map((key) => [key, undefined])),
    ...Object.fromEntries(takenForCli(profile, opened, profiles)),
    ...(kind === 'role' && behind(opened, profiles)),
    ...regionFor(opened, profiles),
  };
  // Without the line it would be the same, and its key may still come.
  const isEmpty = Object.values(settings).every((value) => value === undefined);
  return isEmpty && (kind === 'other' || gone.length === 0) ? undefined : { settings };
}

/** The source behind profiles that only lead on, and what these say of device and region. */
function behind(opened: Profile, profiles: Profiles): Changes {
  const { passed, end } = sourceBehind(opened, profiles);
  if (passed.length === 0) return {};
  const last = profiles.get(end ?? '');
  // A role takes no code of another device than that of the first.
  const isFirst = last === undefined || sourceKindOf(asOpened(last, profiles), profiles) !== 'role';
  const ofPassed = (key: 'mfa_serial' | 'region') => {
    const value = textOf(opened, key) === undefined ? passed.map((each) => textOf(each, key)).find(Boolean) : undefined;
    return value !== undefined && { [key]: value };
  };
  return { source_profile: end, ...(isFirst && ofPassed('mfa_serial')), ...ofPassed('region') };
}

/** The region of `[default]`, where no profile of the chain names one. */
function regionFor(opened: Profile, profiles: Profiles): Changes {
  if (opened.name === 'default' || textOf(opened, 'region')) return {};
  const chain = unlessProblem(() => resolveChain(profiles, opened.name));
  const region = chain?.sourceRegion === undefined ? usualRegion(profiles) : undefined;
  return chain === undefined || region === undefined ? {} : { region: region.value };
}
