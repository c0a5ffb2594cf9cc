import type { RoleSummary } from '../../../domain/profiles/profile.ts';

/** The switch-role link in a text, where there is one. */
export function linkIn(text: string): URL | undefined {
  const address = /https:\/\/\S+\/switchrole\?\S+/.exec(text)?.[0];
  return address && URL.canParse(address) ? new URL(address) : undefined;
}

/** Where in the list the role of a link stands, or -1. */
export function roleOfLink(roles: readonly RoleSummary[], link: URL): number {
  const account = link.searchParams.get('account');
  const role = link.searchParams.get('roleName')?.split('/').at(-1);
  return roles.findIndex(({ accountId, roleName }) => accountId === account && roleName === role);
}
