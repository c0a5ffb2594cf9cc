import type { Location } from '../../../problem.ts';
import { isRoleName } from '../../portals/found/names.ts';
import { isAccountId } from '../arn.ts';
import type { SectionChange } from '../edit/edit.ts';

/** The tools whose profiles are taken over. */
export const importTools = ['granted', 'aws-sso-cli', 'aws-vault'] as const;

/** What is said of one profile: why it stays as it is. */
export type Remark = { readonly name: string; readonly at: Location; readonly why: string };

/** What an import of the profiles that another tool wrote would do. Nothing is written. */
export type PeerImport = {
  /** Of `~/.aws/config`. */
  readonly changes: readonly SectionChange[];
  /** Profiles that lead to their role already. */
  readonly same: readonly string[];
  /** Profiles of that tool that nothing can be made of. */
  readonly left: readonly Remark[];
  /** Profiles that a person has to do something about first. */
  readonly conflicts: readonly Remark[];
  /** What else there is to say, in sentences. */
  readonly notes: readonly string[];
};

/** The changed profiles that start from that one, directly or through each other, each with its own source. */
export function startingFrom(
  first: string,
  changes: readonly SectionChange[],
): readonly { readonly name: string; readonly source: string }[] {
  const found: { name: string; source: string }[] = [];
  const sources = new Set([first]);
  // Whoever comes to the set leads to those that start from it.
  for (const source of sources) {
    for (const change of changes) {
      if (!('settings' in change) || change.settings.source_profile !== source || sources.has(change.name)) continue;
      sources.add(change.name);
      found.push({ name: change.name, source });
    }
  }
  return found;
}

/** A role of IAM Identity Center. */
export type PortalRole = { readonly accountId: string; readonly roleName: string };

/** The keys that lead to a role of IAM Identity Center. */
export const portalKeys = (session: string, { accountId, roleName }: PortalRole) => ({
  sso_session: session,
  sso_account_id: accountId,
  sso_role_name: roleName,
});

/** What is wrong with account and role; undefined where both can be written. */
export function portalRoleFault({ accountId, roleName }: PortalRole): string | undefined {
  if (!isAccountId(accountId)) return `${accountId} is not an account: accounts have 12 digits`;
  return isRoleName(roleName) ? undefined : `${roleName} cannot be the name of a role`;
}
