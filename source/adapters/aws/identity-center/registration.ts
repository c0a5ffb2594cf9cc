import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Registration } from '../../../domain/portals/device-flow.ts';
import { serviceUrl } from '../../../domain/portals/endpoints.ts';
import type { Portal } from '../../../domain/portals/portal.ts';
import { registrationMarginMs } from '../../../domain/sessions/cache/margins.ts';
import { checkOwnDirectory } from '../../files/own-directory.ts';
import { writePrivateFile } from '../../files/write.ts';

/**
 * The registration of a portal, in rolecall's own cache. Beside the sign-ins of `~/.aws/sso/cache` it would be one more file
 * that other programs may take for theirs, and the AWS CLI would sign people in under our name. A sign-out leaves it: it
 * names this program, and no person.
 * @param cache our cache directory. @param now epoch milliseconds
 */
export function registrationOf(portal: Portal, cache: string, now: () => number): Registration {
  const pathFor = (scopes: readonly string[]) => {
    const facts = [serviceUrl('oidc', portal), portal.startUrl, portal.ssoSession ?? '', ...scopes];
    return join(cache, `client-${new Bun.CryptoHasher('sha256').update(JSON.stringify(facts)).digest('hex')}.json`);
  };
  return {
    find: async (scopes) => {
      try {
        checkOwnDirectory(cache);
        const { id, secret, expiresAt } = Object(JSON.parse(readFileSync(pathFor(scopes), 'utf8')));
        const isClient = typeof id === 'string' && typeof secret === 'string' && typeof expiresAt === 'number';
        return isClient && expiresAt - now() > registrationMarginMs ? { id, secret, expiresAt } : undefined;
      } catch {
        return undefined;
      }
    },
    keep: async (scopes, { id, secret, expiresAt }) => {
      try {
        mkdirSync(cache, { recursive: true, mode: 0o700 });
        checkOwnDirectory(cache);
        writePrivateFile(pathFor(scopes), JSON.stringify({ id, secret, expiresAt }));
      } catch {}
    },
  };
}
