import { join } from 'node:path';
import type { Environment } from '../../domain/shells/environment.ts';
import { ownPaths } from '../files/paths.ts';

/** No sign-in takes longer: the browser is waited for, or a code, for ten minutes. Milliseconds. */
export const signInLasts = 660_000;

/** What is locked in our cache while somebody signs in. @param id of the portal or of the principal */
export function turnFor(env: Environment, id: string): string {
  const name = new Bun.CryptoHasher('sha256').update(id).digest('hex').slice(0, 40);
  return join(ownPaths(env).cache, `sign-in-${name}`);
}
