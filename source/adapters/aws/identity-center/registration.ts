import { join } from 'node:path';
import { serviceUrl } from '../../../domain/portals/endpoints.ts';
import type { Registration, Way } from '../../../domain/portals/flow.ts';
import type { Portal } from '../../../domain/portals/portal.ts';
import { registrationMarginMs } from '../../../domain/sessions/cache/margins.ts';
import { destroyEntry, readEntry, writeEntry } from '../../cache/entries.ts';
import { isOwnDirectory } from '../../files/own-directory.ts';

/**
 * The registration of a portal, in rolecall's own cache. Beside the sign-ins of `~/.aws/sso/cache` it would be one more file
 * that other programs may take for theirs, and the AWS CLI would sign people in under our name. A sign-out leaves it: it
 * names this program, and no person.
 * @param cache our cache directory. @param now epoch milliseconds
 */
export function registrationOf(portal: Portal, cache: string, now: () => number): Registration {
  const pathFor = (way: Way, scopes: readonly string[]) => {
    const about = [serviceUrl('oidc', portal), portal.startUrl, portal.ssoSession ?? ''];
    const facts = [...about, ...(way === 'browser' ? [way] : []), ...scopes];
    return join(cache, `client-${new Bun.CryptoHasher('sha256').update(JSON.stringify(facts)).digest('hex')}.json`);
  };
  return {
    find: async (way, scopes) => {
      if (!isOwnDirectory(cache)) return undefined;
      const { id, secret, expiresAt } = Object(readEntry(pathFor(way, scopes)));
      const isClient = typeof id === 'string' && typeof secret === 'string' && typeof expiresAt === 'number';
      return isClient && expiresAt - now() > registrationMarginMs ? { id, secret, expiresAt } : undefined;
    },
    forget: async (way, scopes) => {
      if (isOwnDirectory(cache)) destroyEntry(pathFor(way, scopes));
    },
    keep: async (way, scopes, { id, secret, expiresAt }) => {
      if (isOwnDirectory(cache)) await writeEntry(pathFor(way, scopes), { id, secret, expiresAt });
    },
  };
}
