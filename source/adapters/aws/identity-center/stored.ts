import { join } from 'node:path';
import { type Portal, signInId } from '../../../domain/portals/portal.ts';
import { readSignIn, type SignIn } from '../../../domain/portals/sign-in.ts';
import { isWhole } from '../../../domain/sign-in/file.ts';
import { readWholeFile } from '../whole-file.ts';

/** Where the AWS CLI and the SDKs, too, keep the sign-in of a portal. @param home the user's home directory */
export function signInPath(portal: Pick<Portal, 'ssoSession' | 'startUrl'>, home: string): string {
  const name = new Bun.CryptoHasher('sha1').update(signInId(portal)).digest('hex');
  return join(home, '.aws', 'sso', 'cache', `${name}.json`);
}

/** The sign-in that lies there; undefined where there is none, or it cannot be read. */
export async function storedSignIn(path: string): Promise<SignIn | undefined> {
  const text = await readWholeFile(path, isWhole).catch(() => undefined);
  return text === undefined ? undefined : readSignIn(text);
}
