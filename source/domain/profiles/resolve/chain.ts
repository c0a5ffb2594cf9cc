import { Problem } from '../../../problem.ts';
import { pasteWord } from '../../shells/paste.ts';
import { findProfile } from '../find.ts';
import { regionIn, settingOf, textOf } from '../lookup.ts';
import { didYouMean, unknownProfile, unreadableFile } from '../names.ts';
import type { Chain, Hop, Profile, Profiles, SourceIdentity } from '../profile.ts';
import { mayLieIn } from '../regions.ts';
import { unreadSection } from '../text/unread.ts';
import { refuseAmbiguous } from './ambiguous.ts';
import { hopOf } from './hop.ts';
import { identityOf } from './identity.ts';
import { credentialSourceOf, hasKeys, isRoleAlone, kindOf, leadsOn, sourceKindOf } from './kind.ts';
import { asOpened, includedBy, includesOf, lenderOf } from './taken-over.ts';
import { firstOf, partitionOfChain, transportOf } from './transport.ts';

/** Longer than any chain of roles that works: each hop is a call, and a session lasts an hour from the first. */
const longest = 20;

/**
 * Follows a profile to the identity it starts from.
 * @returns hops in the order in which they are made; an empty list where the profile is an identity itself
 * @throws Problem for anything that cannot be resolved without guessing: unknown names, loops, two sources or
 * none, numbers and ARNs that cannot be read
 */
export function resolveChain(profiles: Profiles, name: string): Chain {
  try {
    return chainOf(profiles, name);
  } catch (error) {
    throw error instanceof Problem && isLacking.has(error.text.code) ? (unreadableFile(profiles) ?? error) : error;
  }
}

/** What may be in the file that cannot be read. */
const isLacking: ReadonlySet<string> = new Set([
  'profile-unknown',
  'source-missing',
  'source-neither',
  'no-credentials',
  'keys-incomplete',
  'sso-session-missing',
  'services-missing',
]);

function chainOf(profiles: Profiles, name: string): Chain {
  const found = findProfile(profiles, name);
  if (!found) throw unknownProfile(profiles, name);
  const profile = asOpened(found, profiles);
  const hops: Hop[] = [];
  /** From the profile that was asked for to the one that holds the identity. */
  const walk = [profile];
  const source = sourceOf(profiles, walk, hops);
  // Of the first role, of what lies between it and the identity, of the identity.
  const device = walk
    .slice(
      Math.max(
        0,
        walk.findLastIndex((each) => each.name === hops[0]?.profile),
      ),
    )
    .find((candidate) => textOf(candidate, 'mfa_serial'));
  const serial = device && textOf(device, 'mfa_serial');
  const mfaProcess = firstOf(walk, (each) => textOf(each, 'mfa_process'));
  const partition = partitionOfChain({ hops, source });
  const sourceRegion = firstOf(walk.slice(1), (each) => {
    const region = regionIn(each, 'region');
    return region !== undefined && mayLieIn(partition, region) ? region : undefined;
  });
  return {
    profile: profile.name,
    source,
    hops,
    walk: walk.map((each) => each.name),
    ...(device && serial && { mfa: { serial, profile: (lenderOf(device, 'mfa_serial') ?? device).name } }),
    ...(mfaProcess && { mfaProcess }),
    transport: transportOf(walk, profiles, partition),
    ...(sourceRegion && { sourceRegion }),
  };
}

/** Lengthens `walk` and `hops` until a profile needs no further role. */
function sourceOf(profiles: Profiles, walk: Profile[], hops: Hop[]): SourceIdentity {
  for (let profile = walk[0]; profile; ) {
    refuseAmbiguous(profile);
    const kind = walk.length === 1 ? kindOf(profile, profiles) : sourceKindOf(profile, profiles);
    const isPassed = leadsOn(profile, kind) !== undefined;
    if (kind !== 'role' && !isPassed) return identityOf(profile, kind, profiles, walk.length > 1, walk);
    if (!isPassed) hops.unshift(hopOf(profile, profiles));
    const from = whereFrom(profile, profiles);
    if (from.kind !== undefined) return from;
    if (from.profile === profile.name && hasKeys(profile)) {
      return identityOf(profile, sourceKindOf(profile, profiles), profiles, true);
    }
    const found = profiles.get(from.profile);
    if (!found) throw missingSource(profiles, profile, from.profile);
    const next = asOpened(found, profiles);
    const back = walk.find((each) => each.name === next.name);
    if (back) throw loop(walk, back);
    if (walk.length === longest) throw tooLong(walk[0] ?? profile);
    walk.push(next);
    profile = next;
  }
  throw new Error('a walk starts with a profile');
}

/** An identity that a profile names without the name of another profile. */
type NamedSource = SourceIdentity & { kind: 'environment' | 'container' | 'instance' | 'stored-key' };

function whereFrom(profile: Profile, profiles: Profiles): { kind?: undefined; profile: string } | NamedSource {
  const source = settingOf(profile, 'source_profile');
  const named = settingOf(profile, 'credential_source');
  if (source && named) {
    throw new Problem({
      code: 'source-both',
      title: `Profile ${profile.name} has both source_profile and credential_source.`,
      means: 'AWS reads only one of them, and refuses the profile when both are there.',
      todo: ['Remove one of the two lines.'],
      at: [source.at, named.at],
    });
  }
  if (isRoleAlone(profile, profiles) && profiles.storesKey(profile.name)) {
    return { kind: 'stored-key', profile: profile.name };
  }
  if (source) return { profile: source.value };
  if (!named) {
    throw new Problem({
      code: 'source-neither',
      title: `Profile ${profile.name} names a role but not whose credentials assume it.`,
      ...missingInclude(profile, profiles),
      todo: [
        'Add source_profile = <a profile with credentials>,',
        'or credential_source = Environment, Ec2InstanceMetadata or EcsContainer.',
        `If its key is in aws-vault: rolecall key import --from aws-vault ${pasteWord(profile.name, 'NAME')}`,
      ],
      at: [settingOf(profile, 'role_arn')?.at ?? profile.at],
    });
  }
  const kind = credentialSourceOf(named.value);
  if (kind) return { kind, profile: profile.name };
  throw new Problem({
    code: 'credential-source-unknown',
    title: `Profile ${profile.name} has credential_source = ${named.value}, which AWS does not know.`,
    todo: ['Write Environment, Ec2InstanceMetadata or EcsContainer, in exactly this spelling.'],
    at: [named.at],
  });
}

/** Where the source may stand in a profile that is not there. */
function missingInclude(profile: Profile, profiles: Profiles): { readonly means?: string } {
  const last = includesOf(profile, profiles).at(-1) ?? profile;
  const name = includedBy(last);
  if (name === undefined || profiles.get(name) !== undefined) return {};
  const near = didYouMean(name, profiles.names);
  return { means: [`${last.name} includes ${name}, but there is no such profile.`, near].filter(Boolean).join(' ') };
}

function missingSource(profiles: Profiles, profile: Profile, source: string): Problem {
  const unread =
    unreadSection(profiles.config, 'profile', source) ?? unreadSection(profiles.credentials, 'profile', source);
  return new Problem({
    code: 'source-missing',
    title: `Profile ${profile.name} has source_profile = ${source}, but ${unread?.why ?? 'there is no such profile'}.`,
    todo: [
      unread?.remedy ??
        didYouMean(source, profiles.names) ??
        `Add a profile ${source}, or name one that has credentials.`,
    ],
    at: [settingOf(profile, 'source_profile')?.at ?? profile.at, ...(unread === undefined ? [] : [unread.at])],
  });
}

function loop(walk: readonly Profile[], back: Profile): Problem {
  const members = walk.slice(walk.indexOf(back));
  const names = [...members, back].map(({ name }) => name);
  return new Problem({
    code: 'profile-loop',
    title:
      members.length === 1
        ? `Profile ${back.name} is its own source_profile but has no keys.`
        : `These profiles are each other's source_profile: ${names.join(' → ')}.`,
    means: 'The chain never reaches credentials to start from.',
    todo: [
      members.length === 1
        ? `Name the profile that holds the keys as source_profile, or put the keys into ${back.name}.`
        : 'Let one of them name a profile that has credentials.',
    ],
    at: members.map((member) => settingOf(member, 'source_profile')?.at ?? member.at),
  });
}

function tooLong({ name, at }: Profile): Problem {
  return new Problem({
    code: 'chain-too-long',
    title: `Profile ${name} is more than ${longest} source_profile lines away from credentials.`,
    todo: ['Let a profile on the way name one that has credentials.'],
    at: [at],
  });
}
