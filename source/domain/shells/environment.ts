import type { Credentials } from '../sessions/session.ts';
import { regionVariables } from './names.ts';

/** Variables as a process has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A change of an environment. Unset means gone, not empty. */
export type EnvironmentChange = {
  readonly set: Readonly<Record<string, string>>;
  readonly unset: readonly string[];
};

/** The environment after a change; nothing else is touched. */
export function applyChange(before: Environment, change: EnvironmentChange): Record<string, string> {
  const unset = new Set(change.unset);
  const stays = ([name, value]: [string, string | undefined]) => value !== undefined && !unset.has(name);
  return { ...Object.fromEntries(Object.entries(before).filter(stays)), ...change.set } as Record<string, string>;
}

/** The keys of a session as AWS's variables. */
export function keyVariables({ accessKeyId, secretAccessKey, sessionToken, expiresAt }: Credentials) {
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken }),
    ...(expiresAt === undefined ? {} : { AWS_CREDENTIAL_EXPIRATION: isoSeconds(expiresAt) }),
  };
}

/** A region as the variables that programs read; none where there is no region. */
export function regionAsVariables(region: string | undefined): Record<string, string> {
  return region ? Object.fromEntries(regionVariables.map((name) => [name, region])) : {};
}

/** `2026-01-31T12:00:00Z`: botocore insists on a zone, and older readers stumble over fractions of a second. */
export function isoSeconds(epochMilliseconds: number): string {
  return new Date(epochMilliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
