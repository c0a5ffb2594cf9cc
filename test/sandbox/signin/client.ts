import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import type { TestContext } from 'node:test';
import { type Sandbox, startSandbox } from '../../../source/sandbox/server.ts';
import { ask, type Reply } from '../identity-center/client.ts';

// The sign-in of `aws login` by hand, so that each field can be a wrong one.

export const SAME_DEVICE = 'arn:aws:signin:::devtools/same-device';
export const CROSS_DEVICE = 'arn:aws:signin:::devtools/cross-device';
export const CALLBACK = 'http://127.0.0.1:49152/oauth/callback';
export const VERIFIER = 'a'.repeat(43);

export const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

/** An embedded AWS with the demo's world. Its clock stands still unless advanced. */
export async function makeAws(context: TestContext): Promise<Sandbox> {
  const began = Date.now();
  const aws = await startSandbox({ now: () => began });
  context.after(() => aws.close());
  return aws;
}

type Changes = Readonly<Record<string, string | undefined>>;

/** A sign-in page as the AWS CLI opens it, but for changed fields; undefined leaves one out. */
export function authorizeUrl(base: string, changes: Changes = {}): string {
  const isCross = changes.client_id === CROSS_DEVICE;
  const fields: Changes = {
    response_type: 'code',
    client_id: SAME_DEVICE,
    state: 'ours',
    code_challenge_method: 'SHA-256',
    scope: 'openid',
    redirect_uri: isCross ? `${base}/v1/sessions/confirmation` : CALLBACK,
    code_challenge: challengeOf(VERIFIER),
    ...changes,
  };
  const given = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as [string, string]],
  );
  return `${base}/v1/authorize?${new URLSearchParams(given)}`;
}

/** Opens a sign-in page. @returns its status, where it leads, and what it says to the program there */
export async function visit(url: string) {
  const { status, headers } = await fetch(url, { redirect: 'manual' });
  const location = headers.get('location');
  const [target, query] = location?.split('?') ?? [];
  return { status, target, location, said: Object.fromEntries(new URLSearchParams(query)) };
}

/** The code of an approved sign-in. */
export async function codeFor(base: string, changes: Changes = {}): Promise<string> {
  return (await visit(authorizeUrl(base, changes))).said.code ?? '';
}

/** What is changed in a proof; undefined leaves a field out. */
export type ProofChanges = {
  readonly head?: object;
  readonly claims?: object;
  /** What is sent in place of the signature; it is given the right one. */
  readonly signature?: (right: Buffer, signed: Buffer) => Buffer;
};

export type Key = { readonly privateKey: KeyObject; readonly jwk: object };

export function makeKey(namedCurve = 'P-256'): Key {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve });
  return { privateKey, jwk: publicKey.export({ format: 'jwk' }) };
}

/** A DPoP proof for a POST to a URL. @param now epoch milliseconds */
export function proofOf({ privateKey, jwk }: Key, url: string, now: number, changes: ProofChanges = {}): string {
  const head = { typ: 'dpop+jwt', alg: 'ES256', jwk, ...changes.head };
  const claims = { htm: 'POST', htu: url, iat: Math.floor(now / 1000), jti: randomUUID(), ...changes.claims };
  const signed = [head, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const right = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  const signature = changes.signature?.(right, Buffer.from(signed)) ?? right;
  return `${signed}.${signature.toString('base64url')}`;
}

/** A request for a token. @param base of the sign-in; the embedded AWS's own unless given */
export function askToken(aws: Sandbox, key: Key, fields: object, changes: ProofChanges = {}, base = aws.url) {
  const url = `${base}/v1/token`;
  return postToken(url, fields, { DPoP: proofOf(key, url, aws.clock.now(), changes) });
}

export const postToken = (url: string, body: object | string, headers: Record<string, string>): Promise<Reply> =>
  ask(url, '', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

/** The fields that exchange a code. */
export const byCode = (code: string, changes: object = {}) => ({
  clientId: SAME_DEVICE,
  grantType: 'authorization_code',
  code,
  codeVerifier: VERIFIER,
  redirectUri: CALLBACK,
  ...changes,
});

export const byRefresh = (refreshToken: string, changes: object = {}) => ({
  clientId: SAME_DEVICE,
  grantType: 'refresh_token',
  refreshToken,
  ...changes,
});

/** Somebody who is signed in. */
export async function signIn(aws: Sandbox, changes: Changes = {}, base = aws.url, key = makeKey()) {
  const { status, body } = await askToken(aws, key, byCode(await codeFor(base, changes)), {}, base);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return { key, token: body, refresh: (refreshToken: string) => askToken(aws, key, byRefresh(refreshToken)) };
}

/** What an answer was refused with. */
export const refusalOf = ({ status, headers, body }: Reply) => [status, headers.get('x-amzn-errortype'), body.error];
