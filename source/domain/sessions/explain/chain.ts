import { parseMfaSerial } from '../../profiles/arn.ts';
import { environmentRegion, isOfAws } from '../../profiles/endpoints.ts';
import { findProfile } from '../../profiles/find.ts';
import type { Profile, Profiles, SourceIdentity } from '../../profiles/profile.ts';
import { partitionOfChain, regionOfWalk } from '../../profiles/resolve/transport.ts';
import { walkOf } from '../../profiles/resolve/walk.ts';
import { leftBehind } from '../../shells/names.ts';
import { hasEnoughLeft } from '../cache/cached-session.ts';
import { usualRoleSession } from '../cache/margins.ts';
import { stsUrl } from '../plan/endpoint.ts';
import type { MfaRoute, SwitchPlan } from '../plan/plan.ts';
import { type CachedFacts, callsOf, durationWords, type Moment, mfaWords, openUntil, sourceWords } from './words.ts';

/** A chain hop by hop, for `show`: the source, the MFA device, the roles, and the calls that a switch would make. */
export type ChainFacts = {
  readonly profile: string;
  readonly at: Profile['at'];
  readonly source: {
    readonly profile: string;
    readonly kind: SourceIdentity['kind'];
    readonly what: string;
    /** From the cache; undefined where AWS was never asked. */
    readonly callerArn: string | undefined;
  };
  readonly mfa: {
    readonly route: MfaRoute;
    readonly serial: string | undefined;
    readonly device: string | undefined;
    readonly namedBy: string | undefined;
    readonly why: string;
    /** Epoch milliseconds until which an MFA session is open and no code is asked for. */
    readonly until: number | undefined;
  };
  readonly hops: readonly HopFacts[];
  /** `at` is the line that says so, `variable` one of the environment; without either nothing is configured. */
  readonly region: {
    readonly name: string | undefined;
    readonly profile?: string;
    readonly at?: Profile['at'];
    readonly variable?: string;
  };
  readonly endpoint: {
    readonly url: string;
    readonly isConfigured: boolean;
    /** What configured it: a variable, or a key with its profile. */
    readonly from: string | undefined;
    readonly isOfAws: boolean;
  };
  readonly cached: { readonly until: number } | undefined;
  /** In order; empty where a cached session serves. */
  readonly calls: readonly string[];
  readonly notes: readonly string[];
};

type HopFacts = {
  readonly profile: string;
  readonly at: Profile['at'];
  readonly roleArn: string;
  readonly sessionName: string | undefined;
  readonly externalId: string | undefined;
  readonly sourceIdentity: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly durationSeconds: number;
  readonly durationWhy: string;
};

/** Explains a plan from the files and the cache, without a call. */
export function chainFacts(plan: SwitchPlan, profiles: Profiles, cached: CachedFacts, moment: Moment): ChainFacts {
  const { chain } = plan;
  const { session } = cached;
  const serves = session !== undefined && hasEnoughLeft(session, moment, moment.now);
  return {
    profile: chain.profile,
    at: findProfile(profiles, chain.profile)?.at ?? { file: profiles.config.path, line: 1 },
    source: {
      profile: chain.source.profile,
      kind: chain.source.kind,
      what: sourceWords(chain.source),
      callerArn: cached.caller?.arn,
    },
    mfa: {
      route: plan.mfaRoute,
      serial: chain.mfa?.serial,
      device: chain.mfa && parseMfaSerial(chain.mfa.serial).label,
      namedBy: chain.mfa?.profile,
      why: mfaWords(plan, cached, moment),
      // An MFA session helps only where the role is reached through it.
      until: plan.mfaRoute === 'mfa-session' ? openUntil(cached, moment.now) : undefined,
    },
    hops: plan.hops.map((hop, index) => ({
      profile: hop.profile,
      at: chain.hops[index]?.at ?? { file: profiles.config.path, line: 1 },
      roleArn: hop.roleArn,
      sessionName: hop.sessionName,
      externalId: hop.externalId,
      sourceIdentity: hop.sourceIdentity,
      tags: hop.tags,
      durationSeconds: hop.durationSeconds ?? usualRoleSession,
      durationWhy: durationWords(plan, index),
    })),
    region: regionFacts(plan, profiles),
    endpoint: {
      url: stsUrl(plan.at),
      isConfigured: plan.at.url !== undefined,
      from: plan.reach?.stsEndpointFrom,
      isOfAws: isOfAws(stsUrl(plan.at)),
    },
    cached: serves ? { until: session.credentials.expiresAt } : undefined,
    calls: serves ? [] : callsOf(plan, cached, moment.now),
    notes: [...plan.notes, ...strayDevices(plan), ...stayingSettings(findProfile(profiles, chain.profile))],
  };
}

/** The region of the profile itself, else of the profiles that it starts from, in order, else of the environment. */
function regionFacts({ chain, request }: SwitchPlan, profiles: Profiles): ChainFacts['region'] {
  if (request.region !== undefined) return { name: request.region };
  const isNamed = chain.transport.region !== undefined;
  const found = isNamed && regionOfWalk(walkOf(chain, profiles), profiles, partitionOfChain(chain));
  if (!found) return environmentRegion(profiles.endpoints) ?? { name: undefined };
  return { name: found.setting.value, profile: found.profile, at: found.setting.at };
}

function stayingSettings(profile: Profile | undefined): readonly string[] {
  const names = profile === undefined ? [] : leftBehind(profile);
  if (names.length === 0) return [];
  return [`AWS has no variable for ${names.join(', ')}: what ${profile?.name} says there applies only with --live.`];
}

function strayDevices({ chain }: SwitchPlan): readonly string[] {
  return chain.hops
    .slice(1)
    .filter(({ mfaSerial }) => mfaSerial !== undefined)
    .map(({ profile }) => `${profile} names an MFA device, but AWS accepts a code only for the first role of a chain.`);
}
