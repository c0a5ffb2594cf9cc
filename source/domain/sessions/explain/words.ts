import { parseMfaSerial } from '../../profiles/arn.ts';
import type { SourceIdentity } from '../../profiles/profile.ts';
import { inHours } from '../../profiles/values.ts';
import type { StoredCaller, StoredMfaSession, StoredSession } from '../cache/store.ts';
import { looksTemporary, type SwitchPlan } from '../plan/plan.ts';

/** The cached entries of a chain. */
export type CachedFacts = {
  readonly session: StoredSession | undefined;
  readonly mfa: StoredMfaSession | undefined;
  readonly caller: StoredCaller | undefined;
};

/** How the cache is used, and the time. Durations in seconds, `now` in epoch milliseconds. */
export type Moment = { readonly now: number; readonly minRemaining: number; readonly mfaSessionSeconds: number };

/** The origin of the first credentials. Of a command only the program is shown: its arguments may be secret. */
export function sourceWords(source: SourceIdentity): string {
  switch (source.kind) {
    case 'keys':
      return `${source.sessionToken === undefined ? 'the access key' : 'the temporary key'} ${source.accessKeyId}`;
    case 'sso':
      return `IAM Identity Center: ${source.roleName} in ${source.accountId}, through ${source.ssoSession ?? source.startUrl}`;
    case 'web-identity':
      return source.tokenFile === undefined
        ? `the token that ${programOf(source.tokenProcess ?? '')} prints, for ${source.roleArn}`
        : `the token in ${source.tokenFile}, for ${source.roleArn}`;
    case 'process':
      return `the command ${programOf(source.command)}`;
    case 'stored-key':
      return source.command === undefined
        ? 'the access key that rolecall stores'
        : `the access key that ${programOf(source.command)} prints`;
    case 'login':
      return 'aws login';
    case 'environment':
      return 'the keys in the environment';
    case 'container':
      return 'the credentials of the container';
    case 'instance':
      return 'the credentials of the EC2 instance';
  }
}

const programOf = (command: string): string => /^("[^"]*"|\S+)/.exec(command.trim())?.[0] ?? '';

/** When the cached MFA session ends, in epoch milliseconds; undefined where a code has to be asked for. */
export function openUntil({ mfa }: CachedFacts, now: number): number | undefined {
  if (mfa === undefined || 'denied' in mfa) return undefined;
  return mfa.credentials.expiresAt > now ? mfa.credentials.expiresAt : undefined;
}

/** Whether a code is asked, and why. */
export function mfaWords(plan: SwitchPlan, { mfa }: CachedFacts, { mfaSessionSeconds }: Moment): string {
  const { chain, mfaRoute, hops } = plan;
  switch (mfaRoute) {
    case 'none':
      if (chain.mfa !== undefined) return 'no code: these credentials are already temporary';
      return looksTemporary(chain.source)
        ? 'no code: no device is configured (mfa_serial)'
        : 'no code: no device is configured (mfa_serial); if AWS refuses the role, devices are looked up';
    case 'direct':
      return `a code each time: ${inHours(hops[0]?.durationSeconds ?? 0)} is more than the 1h that AWS gives through an MFA session`;
    case 'if-denied':
      return 'tried without a code, since these credentials are temporary; if AWS refuses, a code is asked for';
    case 'mfa-session':
      return mfa !== undefined && 'denied' in mfa
        ? 'a code for each role: this identity may not call GetSessionToken'
        : `one code serves every role of ${chain.source.profile} for ${inHours(mfaSessionSeconds)}`;
  }
}

/** Why a hop lasts as long as it does. */
export function durationWords({ chain, hops, request }: SwitchPlan, index: number): string {
  const planned = hops[index]?.durationSeconds;
  if (planned === undefined) return "AWS's default";
  const configured = request.durationSeconds ?? chain.hops[index]?.durationSeconds ?? planned;
  return configured > planned ? `capped: ${inHours(configured)} is configured` : 'configured';
}

/** The calls that a switch would make now, in order. */
export function callsOf(plan: SwitchPlan, cached: CachedFacts, now: number): readonly string[] {
  const { chain, mfaRoute, hops } = plan;
  const device = chain.mfa === undefined ? 'the device' : parseMfaSerial(chain.mfa.serial).label;
  const isDenied = cached.mfa !== undefined && 'denied' in cached.mfa;
  const withCode = ` with a code of ${device}`;
  const opensMfa = mfaRoute === 'mfa-session' && !isDenied && openUntil(cached, now) === undefined;
  const carriesCode = mfaRoute === 'direct' || (mfaRoute === 'mfa-session' && isDenied);
  return [
    ...firstCalls(chain.source),
    ...(cached.caller === undefined && hops.length > 0 ? ['sts:GetCallerIdentity'] : []),
    ...(opensMfa ? [`sts:GetSessionToken${withCode}`] : []),
    ...hops.map(
      ({ accountId, roleName }, index) =>
        `sts:AssumeRole ${accountId}/${roleName}${index === 0 && carriesCode ? withCode : ''}`,
    ),
  ];
}

function firstCalls(source: SourceIdentity): readonly string[] {
  if (source.kind === 'sso') return ['sso:GetRoleCredentials'];
  if (source.kind === 'web-identity') return ['sts:AssumeRoleWithWebIdentity'];
  return source.kind === 'process' ? [`runs ${programOf(source.command)}`] : [];
}
