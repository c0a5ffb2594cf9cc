import { type Location, Problem, wrongUsage } from '../../../problem.ts';
import { parseRoleArn, policyArnIn, roleArnFault } from '../../profiles/arn.ts';
import { endpointOf, reachVariables } from '../../profiles/endpoints.ts';
import { settingOf, textOf } from '../../profiles/lookup.ts';
import type { Chain, Hop, Profile, Profiles, SourceIdentity } from '../../profiles/profile.ts';
import { mayLieIn, partitionOfRegion, realRegion, regionFor } from '../../profiles/regions.ts';
import { resolveChain } from '../../profiles/resolve/chain.ts';
import { partitionOfChain } from '../../profiles/resolve/transport.ts';
import { walkOf } from '../../profiles/resolve/walk.ts';
import { inHours } from '../../profiles/values.ts';
import { longestChainedSession, usualRoleSession } from '../cache/margins.ts';
import type { AssumeRoleRequest, StsEndpoint } from '../sts.ts';
import type { SwitchRequest, Target } from './request.ts';

/** A hop with everything decided but the session name and the code. */
export type PlannedHop = Omit<AssumeRoleRequest, 'sessionName' | 'mfa'> & {
  readonly profile: string;
  readonly accountId: string;
  readonly roleName: string;
  /** Configured or asked for; else the caller's name is used. */
  readonly sessionName?: string;
};

/**
 * How MFA reaches the first hop.
 * - `none`: no device, or a code would change nothing.
 * - `mfa-session`: one GetSessionToken with a code serves every role of the identity.
 * - `direct`: the code goes with AssumeRole, because the session is to last longer than role chaining allows.
 * - `if-denied`: the source is temporary already; a code is asked only when AWS says no.
 */
export type MfaRoute = 'none' | 'mfa-session' | 'direct' | 'if-denied';

/** A chain combined with a request: the calls to make, in order, with their parameters. */
export type SwitchPlan = {
  readonly chain: Chain;
  readonly request: SwitchRequest;
  readonly partition: string;
  readonly at: StsEndpoint;
  /** Tried in turn where STS is not enabled in `at.region`. */
  readonly otherRegions: readonly string[];
  readonly hops: readonly PlannedHop[];
  readonly mfaRoute: MfaRoute;
  /** What is said of this request: a duration that was capped. */
  readonly notes: readonly string[];
  /** What was learned while it was opened, for the person; it is stored with the session. */
  readonly learned?: readonly string[];
  /** What the files and the person's variables say beside the chain. */
  readonly reach?: PlanReach;
};

/** How AWS is reached, as far as the calls of a switch do not need it. */
export type PlanReach = {
  /** For the programs in the role, as the SDKs' own variables. */
  readonly variables: Readonly<Record<string, string>>;
  /** The configured endpoint of IAM; undefined where AWS's own is meant. */
  readonly iamEndpoint: string | undefined;
  /** What configured the endpoint of STS: a variable, or a key with its profile. */
  readonly stsEndpointFrom: string | undefined;
  /** The line of the chain that names a region, that of its portal included. */
  readonly regionAt: (region: string) => Location | undefined;
};

/**
 * Whether a source gives temporary credentials, judging by its configuration. AWS opens MFA sessions for long-term keys
 * only. The environment may hold either; it counts as long-term here, and open.ts decides again when it has read it.
 */
export function looksTemporary(source: SourceIdentity): boolean {
  if (source.kind === 'keys') return source.sessionToken !== undefined;
  return source.kind !== 'environment' && source.kind !== 'stored-key';
}

/** How long the session of a plan lasts, as far as the files and the request say. Seconds. */
export const plannedLength = ({ hops }: SwitchPlan): number => hops.at(-1)?.durationSeconds ?? usualRoleSession;

/**
 * Decides everything about a switch that can be decided without asking AWS.
 * @param temporary whether the source's credentials are temporary
 */
export function planSwitch(
  chain: Chain,
  request: SwitchRequest,
  temporary: boolean = looksTemporary(chain.source),
): SwitchPlan {
  const { region = chain.transport.environmentRegion ?? '' } = chain.transport;
  const partition = partitionOfChain(chain) ?? partitionOfRegion(region)?.id ?? 'aws';
  const { region: stsRegion, isFips } = realRegion(
    regionFor(partition, chain.transport, request.stsRegion ?? request.region),
  );
  const last = chain.hops.length - 1;
  const requested = request.durationSeconds ?? chain.hops[last]?.durationSeconds;
  const capped = requested !== undefined && requested > longestChainedSession && (last > 0 || temporary);
  return {
    chain,
    request,
    partition,
    at: {
      region: stsRegion,
      useFips: chain.transport.useFips || isFips,
      useDualstack: chain.transport.useDualstack,
      ...(chain.transport.stsEndpoint !== undefined && { url: chain.transport.stsEndpoint }),
      ...(chain.transport.caBundle !== undefined && { caBundle: chain.transport.caBundle }),
    },
    otherRegions: otherRegions(stsRegion, chain, partition),
    hops: chain.hops.map((hop, index) =>
      index === last ? lastHop(hop, request, capped ? longestChainedSession : requested) : plainHop(hop),
    ),
    mfaRoute: mfaRoute(chain, temporary, capped ? longestChainedSession : requested),
    notes: capped ? cappedNotes(chain, request) : [],
  };
}

function mfaRoute(chain: Chain, temporary: boolean, requested: number | undefined): MfaRoute {
  if (chain.mfa === undefined) return 'none';
  if (temporary) return chain.hops.length > 0 ? 'if-denied' : 'none';
  return chain.hops.length === 1 && requested !== undefined && requested > longestChainedSession
    ? 'direct'
    : 'mfa-session';
}

function plainHop(hop: Hop): PlannedHop {
  return {
    profile: hop.profile,
    roleArn: hop.roleArn,
    accountId: hop.accountId,
    roleName: hop.roleName,
    policyArns: [],
    tags: hop.tags,
    transitiveTagKeys: hop.transitiveTagKeys,
    ...(hop.sessionName !== undefined && { sessionName: hop.sessionName }),
    ...(hop.externalId !== undefined && { externalId: hop.externalId }),
    ...(hop.sourceIdentity !== undefined && { sourceIdentity: hop.sourceIdentity }),
  };
}

function lastHop(hop: Hop, request: SwitchRequest, durationSeconds: number | undefined): PlannedHop {
  return {
    ...plainHop(hop),
    policyArns: request.policyArns.map((arn) => policyArnIn(hop.partition, arn)),
    tags: { ...hop.tags, ...request.tags },
    ...(durationSeconds !== undefined && { durationSeconds }),
    ...(request.sessionName !== undefined && { sessionName: request.sessionName }),
    ...(request.policy !== undefined && { policy: request.policy }),
    ...(request.sourceIdentity !== undefined && { sourceIdentity: request.sourceIdentity }),
  };
}

function otherRegions(first: string, chain: Chain, partition: string): readonly string[] {
  // A configured endpoint is one place: another region's name would not lead anywhere else.
  if (chain.transport.stsEndpoint !== undefined) return [];
  const source = chain.sourceRegion === undefined ? undefined : realRegion(chain.sourceRegion).region;
  const candidates = [source, regionFor(partition, {})];
  return [...new Set(candidates)].filter((region) => region !== undefined && region !== first) as string[];
}

/** What is said of a session that was capped. Requests of several lengths share it, so the words are made for each. */
export function cappedNotes({ hops }: Chain, request: SwitchRequest): readonly string[] {
  const requested = request.durationSeconds ?? hops.at(-1)?.durationSeconds ?? 0;
  if (requested <= longestChainedSession) return [];
  const why = hops.length > 1 ? 'a role reached through another role' : 'a role reached with temporary credentials';
  return [`${inHours(requested)} was asked for; AWS lets ${why} last at most 1h, so this session is 1h.`];
}

/** Whether STS is asked to open the session of a plan: keys and the roles of portals are handed over as they come. */
export const asksSts = ({ hops, mfaRoute, chain }: SwitchPlan): boolean =>
  hops.length > 0 || mfaRoute !== 'none' || chain.source.kind === 'web-identity';

/** The plan of a request with these profiles. @throws Problem where the chain cannot be resolved */
export function planRequest(profiles: Profiles, request: SwitchRequest): SwitchPlan {
  const chain = chainOf(profiles, request.target);
  if (chain.hops.length === 0) refuseForRolesOnly(chain.profile, request);
  const walk = walkOf(chain, profiles);
  const reach = {
    variables: reachVariables(walk, profiles),
    iamEndpoint: endpointOf(walk, profiles, 'iam')?.url,
    stsEndpointFrom: endpointOf(walk, profiles, 'sts')?.from,
    regionAt: (region: string) => regionPlace(walk, profiles, region),
  };
  return { ...planSwitch(chain, request), reach };
}

function regionPlace(walk: readonly Profile[], profiles: Profiles, region: string): Location | undefined {
  const portals = walk.map((profile) => profiles.ssoSession(textOf(profile, 'sso_session') ?? ''));
  for (const section of [...walk, ...portals]) {
    for (const key of ['region', 'target_region', 'sso_region'] as const) {
      const setting = section && settingOf(section, key);
      if (setting?.value === region) return setting.at;
    }
  }
  return undefined;
}

/** What AssumeRole alone takes: without a role it would be passed over, and the session have more rights than asked for. */
function refuseForRolesOnly(profile: string, request: SwitchRequest): void {
  const asked = [
    request.policy !== undefined || request.policyArns.length > 0 ? 'a session policy' : undefined,
    Object.keys(request.tags).length > 0 ? 'session tags' : undefined,
    request.sourceIdentity === undefined ? undefined : 'a source identity',
    request.sessionName === undefined ? undefined : 'a session name',
    request.durationSeconds === undefined ? undefined : 'a duration',
  ].filter((what) => what !== undefined);
  if (asked.length === 0) return;
  throw new Problem({
    code: 'not-a-role',
    title: `${profile} assumes no role; only the session of a role can have ${asked.join(' and ')}.`,
    todo: ['Leave the flag out, or name a profile with role_arn: rolecall list shows them.'],
    exitCode: 2,
  });
}

function chainOf(profiles: Profiles, target: Target): Chain {
  if (target.kind === 'profile') return resolveChain(profiles, target.profile);
  if (target.kind === 'identity') {
    const { mfa: named, ...chain } = resolveChain(profiles, target.profile);
    const { mfaSerial: serial, profile } = target;
    const mfa = serial === undefined ? named : { serial, profile };
    return { ...chain, hops: [], ...(mfa !== undefined && !target.withoutDevice && { mfa }) };
  }
  const source = resolveChain(profiles, target.sourceProfile);
  const serial = target.mfaSerial ?? source.mfa?.serial;
  const hops = [...source.hops, hopOf(target)];
  const { sourceRegion, transport, ...known } = source;
  const { region, ...reached } = transport;
  const fits = (name: string | undefined) =>
    name !== undefined && mayLieIn(partitionOfChain({ ...source, hops }), name);
  return {
    ...known,
    profile: nameOfTarget(target),
    hops,
    transport: { ...reached, ...(fits(region) && { region }) },
    ...(fits(sourceRegion) && { sourceRegion }),
    ...(serial !== undefined && { mfa: { serial, profile: source.mfa?.profile ?? target.sourceProfile } }),
  };
}

/** The name of a target: the profile, or `444455556666/ystataws` for a role without one. */
export function nameOfTarget(target: Target): string {
  if (target.kind !== 'role') return target.profile;
  const role = parseRoleArn(target.roleArn);
  return role === undefined ? target.roleArn : `${role.accountId}/${role.name}`;
}

/** Is that role of the plan the one of `--role-arn`? Its other values come from flags, too, and from no profile. */
export const isRoleOfFlags = ({ request, hops }: SwitchPlan, index: number): boolean =>
  request.target.kind === 'role' && index === hops.length - 1;

function hopOf({ roleArn, sourceProfile, externalId, mfaSerial }: Target & { kind: 'role' }): Hop {
  const role = parseRoleArn(roleArn);
  if (role === undefined) throw wrongUsage(`--role-arn ${roleArn} is not the ARN of a role.`, roleArnFault(roleArn));
  return {
    profile: sourceProfile,
    at: { file: '--role-arn', line: 1 },
    roleArn,
    accountId: role.accountId,
    roleName: role.name,
    partition: role.partition,
    ...(mfaSerial !== undefined && { mfaSerial }),
    ...(externalId !== undefined && { externalId }),
    tags: {},
    transitiveTagKeys: [],
  };
}
