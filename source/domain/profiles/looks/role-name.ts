import type { RoleSummary } from '../profile.ts';

/**
 * A role's name as a person reads it. IAM Identity Center makes a role of each permission set, named
 * `AWSReservedSSO_AdministratorAccess_0123456789abcdef`: shown as `AdministratorAccess`. Not for ARNs, JSON, or what is pasted.
 */
export function shownRole(roleName: string): string {
  if (!roleName.startsWith('AWSReservedSSO_')) return roleName;
  return /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(roleName)?.[1] ?? roleName;
}

/** What a person types for a role: the profile's name; of a found role, whose profile has its lasting name, the name shown. */
export const typedName = ({ name, displayName, found }: Pick<RoleSummary, 'name' | 'displayName' | 'found'>): string =>
  found === undefined ? name : displayName;
