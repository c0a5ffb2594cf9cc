import { createHash, type KeyObject } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Sandbox } from '../../source/sandbox/server.ts';
import { ACCOUNT_A } from '../sandbox/clients.ts';
import { makeKey, SAME_DEVICE, signIn } from '../sandbox/signin/client.ts';

// A sign-in as the AWS CLI leaves it, written by hand: our own writer is what is tried.

export const MARY = `arn:aws:iam::${ACCOUNT_A}:user/mary`;

/** The text of a private key as the AWS CLI writes it. */
export const pemOf = (key: KeyObject): string => key.export({ type: 'sec1', format: 'pem' }) as string;

/** A key whose private part begins with a zero byte, as one of 256 does. */
export function keyWithZero(): ReturnType<typeof makeKey> {
  for (;;) {
    const key = makeKey();
    if (Buffer.from(key.privateKey.export({ format: 'jwk' }).d ?? '', 'base64url')[0] === 0) return key;
  }
}

/** What the AWS CLI (2.36) writes of such a key, and cannot read: the private part is without that byte. */
export function shortPemOf(key: KeyObject): string {
  const der = key.export({ type: 'sec1', format: 'der' }) as Buffer;
  const short = Buffer.concat([Buffer.from('3076020101041f', 'hex'), der.subarray(8)]);
  return pemOfDer(short);
}

/** A private key in lines of 64. */
export const pemOfDer = (der: Buffer): string =>
  `-----BEGIN EC PRIVATE KEY-----\n${der.toString('base64').replaceAll(/.{64}(?!$)/g, '$&\n')}\n-----END EC PRIVATE KEY-----\n`;

/** Where the sign-in of a principal lies in a home. */
export const loginPath = (home: string, loginSession = MARY): string =>
  join(home, '.aws', 'login', 'cache', `${createHash('sha256').update(loginSession).digest('hex')}.json`);

// biome-ignore lint/suspicious/noExplicitAny: JSON of a file, looked at by assertions
export type LoginFields = Record<string, any>;

/** Signs in by hand. @returns what the AWS CLI would write. @param seconds until the credentials are said to end */
export async function loginAt(aws: Sandbox, seconds: number, base = aws.url, made = makeKey()): Promise<LoginFields> {
  const { key, token } = await signIn(aws, {}, base, made);
  const expiresAt = new Date(aws.clock.now() + seconds * 1000).toISOString().replace(/\.\d+/, '');
  return {
    accessToken: { ...token.accessToken, accountId: ACCOUNT_A, expiresAt },
    tokenType: token.tokenType,
    clientId: SAME_DEVICE,
    refreshToken: token.refreshToken,
    idToken: token.idToken,
    dpopKey: pemOf(key.privateKey),
  };
}

/** @param fields a text stands for itself */
export async function writeLogin(path: string, fields: LoginFields | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, typeof fields === 'string' ? fields : JSON.stringify(fields), { mode: 0o600 });
}

/** What is in a file, and its mode. */
export async function readLoginFile(path: string): Promise<{ readonly fields: LoginFields; readonly mode: number }> {
  return { fields: JSON.parse(await readFile(path, 'utf8')), mode: (await stat(path)).mode & 0o777 };
}
