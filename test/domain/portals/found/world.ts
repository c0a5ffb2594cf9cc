import { withFound } from '../../../../source/domain/portals/found/profiles.ts';
import type { FoundAccount, Inventory } from '../../../../source/domain/portals/inventory.ts';
import { signInId } from '../../../../source/domain/portals/portal.ts';
import type { Profiles } from '../../../../source/domain/profiles/profile.ts';
import { loadProfiles } from '../../../../source/domain/profiles/resolve/load.ts';

export const [one, two, three] = ['111122223333', '222233334444', '333344445555'] as const;

/** An account of an inventory, with roles of these names. */
export const account = (id: string, name: string | undefined, ...roles: readonly string[]): FoundAccount => ({
  id,
  ...(name !== undefined && { name }),
  roles: roles.map((role) => ({ name: role })),
});

export const startUrl = 'https://corp.awsapps.com/start';

/** The section of a session, on that start URL. */
export const session = (name: string, url = startUrl): string =>
  `[sso-session ${name}]\nsso_start_url = ${url}\nsso_region = eu-west-1\nsso_registration_scopes = sso:account:access\n`;

export const inventory = (portal: string, accounts: readonly FoundAccount[], url = startUrl): Inventory => ({
  portal,
  startUrl: url,
  accounts,
});

/** Profiles of a config file, with what was found in the portals. */
export function profilesOf(config: string, inventories: readonly Inventory[] = []): Profiles {
  const files = [
    { kind: 'config', path: '/home/mary/.aws/config', text: config },
    { kind: 'credentials', path: '/home/mary/.aws/credentials', text: '' },
  ] as const;
  const byPortal = new Map(inventories.map((each) => [each.portal, each]));
  return withFound(loadProfiles(...files), (portal) => byPortal.get(signInId(portal)));
}
