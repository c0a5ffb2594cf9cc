import type { Environment } from './environment-change.ts';
import { regionVariables } from './names.ts';

/** The role that a shell is in, by what its environment says. Times in epoch milliseconds. */
export type RoleHere = {
  readonly tag: 'role';
  readonly profile: string;
  readonly displayName: string;
  readonly accountId: string | undefined;
  readonly roleArn: string | undefined;
  /** Who switched: `arn:aws:iam::111122223333:user/mary`. */
  readonly callerArn: string | undefined;
  readonly region: string | undefined;
  /** Undefined for a live role, whose keys are fetched as they are needed. */
  readonly expiresAt: number | undefined;
  readonly live: boolean;
  /** What was changed since in a way in which programs may be somebody else. */
  readonly doubts: readonly string[];
};

/** Whom the programs of a shell are to AWS. */
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

/** Reads the environment alone: nothing is asked, no file is opened. */
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
  const live = isLive(env);
  return {
    tag: 'role',
    profile,
    displayName: env.ROLECALL_DISPLAY_NAME || profile,
    accountId: env.ROLECALL_ACCOUNT_ID || undefined,
    roleArn: env.ROLECALL_ROLE_ARN || undefined,
    callerArn: env.ROLECALL_CALLER_ARN || undefined,
    region,
    expiresAt: Number.isFinite(expires) ? expires * 1000 : undefined,
    live,
    doubts: doubtsOf(env, live),
  };
}

/** A live role names a profile of our own and holds no keys. */
const isLive = (env: Environment): boolean =>
  env.ROLECALL_CONFIG_FILE !== undefined && /^rolecall-live-[0-9a-f]+$/.test(env.AWS_PROFILE ?? '');

function doubtsOf(env: Environment, live: boolean): readonly string[] {
  const chosen = live ? undefined : env.AWS_PROFILE || env.AWS_DEFAULT_PROFILE;
  const hasKeys = Boolean(env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY);
  const [first, second] = regionVariables.map((name) => env[name] ?? '');
  return [
    ...(chosen ? [`The profile ${chosen} was chosen since, and some programs prefer it to the role.`] : []),
    ...(!live && !hasKeys ? ['The role’s keys were taken out of this environment.'] : []),
    ...(live && hasKeys ? ['Keys were set since, and programs prefer them to the role.'] : []),
    ...(first !== second ? ['AWS_REGION and AWS_DEFAULT_REGION differ, and no program reads both.'] : []),
  ];
}
