import { createHash } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSignInService } from '../../source/adapters/aws/identity-center/sign-in.ts';
import { type Portal, signInId } from '../../source/domain/portals/portal.ts';
import { type SignIn, signInText } from '../../source/domain/portals/sign-in.ts';

/** Mary's portal, as the AWS CLI knows it, on a sandbox. */
export function portalAt(url: string, over: Partial<Portal> = {}): Portal {
  const scopes = ['sso:account:access'];
  const startUrl = 'https://corp.awsapps.com/start';
  return { startUrl, ssoRegion: 'eu-west-1', ssoSession: 'corp', scopes, oidcEndpoint: url, ...over };
}

/** A sign-in that the sandbox knows, as the AWS CLI would have got it. @param person who approves; the first of the portal */
export async function signInAt(portal: Portal, person?: string): Promise<SignIn> {
  const service = createSignInService(portal, Date.now, { env: {} });
  const client = await service.register(
    'device',
    portal.ssoSession === undefined ? [] : (portal.scopes ?? []),
    portal.startUrl,
  );
  const { deviceCode, urlWithCode } = await service.startDevice(client, portal.startUrl);
  await (
    await fetch(person === undefined ? urlWithCode : `${urlWithCode}&person=${encodeURIComponent(person)}`)
  ).text();
  const token = await service.redeem(client, deviceCode);
  if (typeof token === 'string') throw new Error(token);
  return { startUrl: portal.startUrl, region: portal.ssoRegion, client, ...token };
}

/** The file in which every program looks for it. */
export function signInPath(home: string, portal: Pick<Portal, 'ssoSession' | 'startUrl'>): string {
  const name = createHash('sha1').update(signInId(portal)).digest('hex');
  return join(home, '.aws', 'sso', 'cache', `${name}.json`);
}

export async function writeSignIn(home: string, portal: Portal, signIn: SignIn): Promise<string> {
  const path = signInPath(home, portal);
  await mkdir(join(home, '.aws', 'sso', 'cache'), { recursive: true });
  await writeFile(path, signInText(signIn), { mode: 0o600 });
  return path;
}

/** What the file holds, and who may read it. */
export async function readSignInFile(path: string) {
  const [text, { mode }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
  return { fields: JSON.parse(text) as Record<string, string>, mode: mode & 0o777 };
}
