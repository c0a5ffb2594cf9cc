import { Problem } from '../../problem.ts';
import { lastPart } from '../profiles/arn.ts';
import { credentialsFault } from '../sessions/credentials.ts';
import type { Credentials, Session } from '../sessions/session.ts';
import type { Environment } from './environment.ts';
import { isLiveProfile } from './live-name.ts';
import { isReachOfAws, regionVariables } from './names.ts';
import { type ServedAt, servedIn, servedPlace } from './served.ts';

/** The role that a process is in, as its variables name it; undefined outside a role. */
export function currentRole(env: Environment): CurrentRole | undefined {
  if (env.ROLECALL_PROFILE === undefined) return undefined;
  return {
    profile: env.ROLECALL_PROFILE,
    requestId: env.ROLECALL_SESSION,
    previous: env.ROLECALL_PREVIOUS,
    isLive: env.ROLECALL_CONFIG_FILE !== undefined,
    server: servedIn(env),
  };
}

/** What rolecall needs to know of the role that it is called in. */
export type CurrentRole = {
  readonly profile: string;
  /** Of the stored request; undefined in a command of `rolecall exec`. */
  readonly requestId: string | undefined;
  /** Of the stored request of the role before this one. */
  readonly previous: string | undefined;
  /** Entered with `--live` or `--serve`, without keys in the environment. */
  readonly isLive: boolean;
  /** Of a role that was entered with `--serve`. */
  readonly server: ServedAt | undefined;
};

/** The keys of an environment, as programs sign with them; undefined where one of the two is missing. */
export function environmentKeys(env: Environment): Credentials | undefined {
  const keys = keysIn(env);
  // botocore lets the older name win.
  return keys && { ...keys, ...(env.AWS_SECURITY_TOKEN && { sessionToken: env.AWS_SECURITY_TOKEN }) };
}

/** The keys by the names that rolecall gives a role; undefined where one of the two is missing. */
function keysIn(env: Environment): Credentials | undefined {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: token } = env;
  if (!accessKeyId || !secretAccessKey) return undefined;
  return { accessKeyId, secretAccessKey, ...(token && { sessionToken: token }) };
}

/**
 * The keys in the environment of a role, or what has become of them: the one judgement, which the prompts of the shells make
 * as well, by the same comparison.
 */
function keysOfRole(env: Environment): { readonly keys: Credentials } | { readonly drift: string } {
  const keys = keysIn(env);
  if (keys === undefined) return { drift: "The role's keys were removed from this environment." };
  const { accessKeyId: id } = keys;
  const own = env.ROLECALL_KEY_ID;
  if (own && id !== own)
    return { drift: `Other keys (${id}) have been set since: programs act with those, not as the role.` };
  const fault = credentialsFault(keys, 'other', 0);
  return fault === undefined ? { keys } : { drift: `The role's keys in this environment were damaged: ${fault}` };
}

/**
 * The session of a process that holds the role's keys in its environment; undefined in any other, a live role's too.
 * @throws Problem where the keys are not the role's any more: half of them and the role's name would be a mixture
 */
export function sessionInEnvironment(env: Environment): Session | undefined {
  const profile = env.ROLECALL_PROFILE;
  if (!profile || currentRole(env)?.isLive) return undefined;
  const held = keysOfRole(env);
  if ('drift' in held) throw drifted(profile, held.drift);
  const { keys } = held;
  const roleArn = env.ROLECALL_ROLE_ARN;
  const expires = Number(env.ROLECALL_EXPIRES_EPOCH);
  return {
    profile,
    credentials: { ...keys, ...(Number.isFinite(expires) && expires > 0 && { expiresAt: expires * 1000 }) },
    notes: [],
    cached: true,
    reach: reachHere(env),
    ...(roleArn && { roleArn, roleName: lastPart(roleArn) }),
    ...(env.ROLECALL_ACCOUNT_ID && { accountId: env.ROLECALL_ACCOUNT_ID }),
    ...(env.ROLECALL_CALLER_ARN && { callerArn: env.ROLECALL_CALLER_ARN }),
    ...(env.AWS_REGION && { region: env.AWS_REGION }),
  };
}

function drifted(profile: string, means: string): Problem {
  return new Problem({
    code: 'role-drifted',
    title: `This shell no longer holds the keys of ${profile}.`,
    means,
    todo: ['rolecall refresh, or exit and open the role again.', 'Or name the profile you mean.'],
  });
}

/** Keys that AWS does not take any more are given to nobody. */
export const sessionEnded = (profile: string): Problem =>
  new Problem({
    code: 'credentials-expired',
    title: `The session of ${profile} has expired.`,
    todo: ['Renew it: rolecall refresh'],
  });

/** How the programs of this environment reach AWS, as far as a profile could have said so. */
function reachHere(env: Environment): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) if (value && isReachOfAws(name)) found[name] = value;
  return found;
}

/** The role that a shell is in, for a person to read. Times in epoch milliseconds. */
export type RoleHere = {
  readonly tag: 'role';
  readonly profile: string;
  readonly displayName: string;
  /** `#rrggbb`; undefined where the environment has none. */
  readonly color: string | undefined;
  readonly accountId: string | undefined;
  readonly roleArn: string | undefined;
  /** The person who switched: `arn:aws:iam::111122223333:user/mary`. */
  readonly callerArn: string | undefined;
  readonly region: string | undefined;
  /** Undefined for a live role, whose keys are fetched as they are needed. */
  readonly expiresAt: number | undefined;
  readonly live: boolean;
  /** Where the keys of a role are that was entered with `--serve`: `127.0.0.1:44223`. */
  readonly served: string | undefined;
  /** The session was asked to read only. */
  readonly readOnly: boolean;
  /** Sentences about later changes that may make programs somebody else to AWS. */
  readonly doubts: readonly string[];
};

/** The identity that programs of a shell have to AWS. */
export type WhoHere =
  | RoleHere
  | {
      readonly tag: 'keys';
      readonly accessKeyId: string;
      readonly region: string | undefined;
      readonly expiresAt: number | undefined;
      /** A profile is chosen as well, which some programs prefer. */
      readonly beside: string | undefined;
    }
  | { readonly tag: 'profile'; readonly name: string; readonly variable: string; readonly region: string | undefined }
  | { readonly tag: 'web-identity' | 'container' | 'nothing'; readonly region: string | undefined };

/** The identity, by the environment alone: reads no file and asks AWS nothing. */
export function whoHere(env: Environment): WhoHere {
  const region = env.AWS_REGION || env.AWS_DEFAULT_REGION || undefined;
  if (env.ROLECALL_PROFILE) return roleHere(env, env.ROLECALL_PROFILE, region);
  const variable = env.AWS_PROFILE ? 'AWS_PROFILE' : 'AWS_DEFAULT_PROFILE';
  const name = env[variable] || undefined;
  if (env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY) {
    const expires = Date.parse(env.AWS_CREDENTIAL_EXPIRATION ?? '');
    const expiresAt = Number.isNaN(expires) ? undefined : expires;
    return { tag: 'keys', accessKeyId: env.AWS_ACCESS_KEY_ID, region, expiresAt, beside: name };
  }
  if (name !== undefined) return { tag: 'profile', name, variable, region };
  if (env.AWS_WEB_IDENTITY_TOKEN_FILE) return { tag: 'web-identity', region };
  const container = env.AWS_CONTAINER_CREDENTIALS_FULL_URI || env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
  return { tag: container ? 'container' : 'nothing', region };
}

function roleHere(env: Environment, profile: string, region: string | undefined): RoleHere {
  const expires = Number(env.ROLECALL_EXPIRES_EPOCH || Number.NaN);
  // Where another profile was chosen since, programs no longer fetch the role's keys.
  const live = currentRole(env)?.isLive === true && isLiveProfile(env.AWS_PROFILE ?? '');
  const server = live ? servedIn(env) : undefined;
  return {
    tag: 'role',
    profile,
    displayName: env.ROLECALL_DISPLAY_NAME || profile,
    color: /^#[0-9a-f]{6}$/i.test(env.ROLECALL_COLOR ?? '') ? env.ROLECALL_COLOR : undefined,
    accountId: env.ROLECALL_ACCOUNT_ID || undefined,
    roleArn: env.ROLECALL_ROLE_ARN || undefined,
    callerArn: env.ROLECALL_CALLER_ARN || undefined,
    region,
    expiresAt: Number.isFinite(expires) ? expires * 1000 : undefined,
    live,
    served: server && servedPlace(server),
    readOnly: env.ROLECALL_READ_ONLY === '1',
    doubts: doubtsOf(env, live),
  };
}

function regionDoubts(env: Environment): readonly string[] {
  const [one, other] = regionVariables;
  if ((env[one] ?? '') === (env[other] ?? '')) return [];
  const missing = regionVariables.find((name) => !env[name]);
  const what =
    missing === undefined
      ? `${one} and ${other} differ`
      : `${missing} is not set beside ${missing === one ? other : one}`;
  return [`${what}, and which one counts depends on the program.`];
}

function doubtsOf(env: Environment, live: boolean): readonly string[] {
  const chosen = live ? undefined : env.AWS_PROFILE || env.AWS_DEFAULT_PROFILE;
  const held = keysOfRole(env);
  return [
    ...(chosen ? [`The profile ${chosen} has been selected since, and some programs prefer it to the role.`] : []),
    ...(!live && 'drift' in held ? [held.drift] : []),
    ...(live && keysIn(env) !== undefined ? ['Keys have been set since, and programs prefer them to the role.'] : []),
    ...regionDoubts(env),
  ];
}
