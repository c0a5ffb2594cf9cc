import { jsonText, plain } from '../domain/display/sanitize.ts';
import { counted } from '../domain/display/sentence.ts';
import type { DiscoveryEnd, Progress } from '../domain/portals/discovery/ports.ts';
import { countsOf } from '../domain/portals/inventory/update.ts';
import type { Inventory } from '../domain/portals/inventory.ts';
import { type Portal, signInId } from '../domain/portals/portal.ts';
import type { RoleSummary } from '../domain/profiles/profile.ts';
import { isoTime } from './clock.ts';

/** How a discovery of a portal ended. */
export type Discovered = {
  readonly end: DiscoveryEnd;
  /** When it began, in epoch milliseconds. */
  readonly since: number;
};

/** What a discovery is doing, or could not do, in a line; nothing where all is read. */
export function progressText(name: string, { accounts }: Inventory, { due, read, left }: Progress): string {
  if (due === 0 && left === 0 && accounts.length > 0) return '';
  if (due === 0 && left > 0) return `${plain(name)}: roles of ${counted(left, 'account')} could not be read`;
  const of = accounts.length === 0 ? 'accounts' : `roles of ${read} of ${read + due} accounts`;
  return `${plain(name)}: ${of}`;
}

/** Why a portal is not read any more while the list is open, in a few words; nothing where all is read. */
export function stoppedText(portal: Pick<Portal, 'ssoSession' | 'startUrl'>, { how }: DiscoveryEnd): string {
  const name = plain(signInId(portal));
  if (how === 'whole' || how === 'stopped') return '';
  return how === 'sign-in' ? `${name}: signed out` : `${name}: not fully read`;
}

/** How many roles are new, of those that are found; empty without any. */
export function newRolesText(roles: readonly Pick<RoleSummary, 'found'>[]): string {
  const count = roles.filter(({ found }) => found?.isNew).length;
  return count === 0 ? '' : counted(count, 'new role');
}

/** What was found, in a line. */
export function discoveredText({ end, since }: Discovered): string {
  const { accounts, roles, added, gone } = countsOf(end.inventory, since);
  const { calls, throttled } = end.progress;
  const changes = [added > 0 ? `${added} new` : '', gone > 0 ? `${gone} gone` : ''].filter(Boolean).join(', ');
  const refused = throttled > 0 ? `, ${throttled} of them throttled` : '';
  const found = `${counted(accounts, 'account')}, ${counted(roles, 'role')}${changes && ` (${changes})`}`;
  return `${plain(end.inventory.portal)}: ${found}; ${counted(calls, 'call')}${refused}${unlistedText(end.inventory)}`;
}

/** The accounts whose roles AWS does not list for the person; empty without any. */
function unlistedText({ accounts }: Inventory): string {
  const count = accounts.filter(({ isRefused, goneSince }) => isRefused && goneSince === undefined).length;
  return count === 0 ? '' : `; AWS refuses the roles of ${counted(count, 'account')}`;
}

/** What was found for programs: an array with a portal each; unknown is null. */
export function discoveredJson(all: readonly (Discovered & { readonly problem: string | undefined })[]): string {
  return `${jsonText(all.map(portalJson))}\n`;
}

function portalJson({ end, since, problem }: Discovered & { readonly problem: string | undefined }) {
  const { inventory, progress, how } = end;
  return {
    portal: inventory.portal,
    startUrl: inventory.startUrl,
    ended: how,
    problem: problem ?? null,
    counts: { ...countsOf(inventory, since), calls: progress.calls, throttled: progress.throttled },
    accounts: inventory.accounts.map(({ id, name, email, rolesReadAt, newSince, goneSince, isRefused, roles }) => ({
      id,
      name: name ?? null,
      email: email ?? null,
      rolesReadAt: isoTime(rolesReadAt),
      isRefused: isRefused ?? false,
      newSince: isoTime(newSince),
      goneSince: isoTime(goneSince),
      roles: roles.map((role) => ({
        name: role.name,
        newSince: isoTime(role.newSince),
        goneSince: isoTime(role.goneSince),
      })),
    })),
  };
}
