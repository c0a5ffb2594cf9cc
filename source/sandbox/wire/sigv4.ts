import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Hash, HttpRequest, QueryParameterBag, SourceData } from '@smithy/types';
import type { Authorization } from './authorization.ts';
import { parsePairs, type WireRequest } from './request.ts';

/**
 * Whether the signature is the one `secret` makes over exactly this request: method, path, query, body, and every
 * header AWS wants signed.
 */
export async function signatureMatches(
  request: WireRequest,
  authorization: Authorization,
  secret: string,
): Promise<boolean> {
  if (!coversEnough(request, authorization) || !bodyHashIsTrue(request)) return false;
  // The signer builds objects from the query, in which this name would go unsigned.
  if (parsePairs(request.query).some(([name]) => name === '__proto__')) return false;
  const expected = await expectedSignature(request, authorization, secret);
  return expected !== undefined && sameText(expected, authorization.signature);
}

/** Compares two secrets without telling by the time taken where they differ. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

async function expectedSignature(request: WireRequest, authorization: Authorization, secret: string) {
  // Takes 50 ms to load; not needed before the first call.
  const { SignatureV4 } = await import('@smithy/signature-v4');
  const { accessKeyId, region, service, expires, token } = authorization;
  const presigned = expires !== undefined;
  const signer = new SignatureV4({
    credentials: { accessKeyId, secretAccessKey: secret, ...(presigned && token ? { sessionToken: token } : {}) },
    region,
    service,
    sha256: NodeSha256,
    applyChecksum: false,
  });
  const signed = new Set(authorization.signedHeaders);
  const options = { signingDate: new Date(authorization.signedAt), signableHeaders: signed };
  const bare = unsignedRequest(request, signed);
  if (presigned) {
    const { query } = await signer.presign(bare, { ...options, expiresIn: expires, unhoistableHeaders: signed });
    return String(query?.['X-Amz-Signature']);
  }
  const { headers } = await signer.sign(bare, options);
  return /Signature=([0-9a-f]{64})$/.exec(headers.authorization ?? '')?.[1];
}

/** Every `x-amz-` header and the host must be signed, and every signed header must be present. */
function coversEnough(request: WireRequest, { signedHeaders }: Authorization): boolean {
  const wanted = Object.keys(request.headers).filter((name) => name === 'host' || name.startsWith('x-amz-'));
  return (
    [...wanted, 'host'].every((name) => signedHeaders.includes(name)) &&
    signedHeaders.every((name) => request.headers[name] !== undefined)
  );
}

/** A body hash announced in a header would be taken at its word when signing, so it is checked here. */
function bodyHashIsTrue(request: WireRequest): boolean {
  const announced = request.headers['x-amz-content-sha256'];
  return announced === undefined || announced === createHash('sha256').update(request.body).digest('hex');
}

function unsignedRequest(request: WireRequest, signed: ReadonlySet<string>): HttpRequest {
  return {
    method: request.method,
    protocol: 'http:',
    hostname: 'localhost',
    path: request.path,
    query: queryBag(request.query),
    headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => signed.has(name))),
    body: request.body,
  };
}

const SIGNING_PARAMETERS = /^X-Amz-(Algorithm|Credential|Date|Expires|SignedHeaders|Signature|Security-Token)$/;

function queryBag(query: string): QueryParameterBag {
  const bag: Record<string, string[]> = {};
  for (const [name, value] of parsePairs(query)) {
    if (SIGNING_PARAMETERS.test(name)) continue;
    bag[name] = [...(Object.hasOwn(bag, name) ? (bag[name] ?? []) : []), value];
  }
  return bag;
}

/** SHA-256, or HMAC when made with a secret, in the form that the signer takes. */
export class NodeSha256 implements Hash {
  readonly #hash: ReturnType<typeof createHash> | ReturnType<typeof createHmac>;

  constructor(secret?: SourceData) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(secret));
  }

  update(data: SourceData) {
    this.#hash.update(bytes(data));
  }

  async digest() {
    return new Uint8Array(this.#hash.digest());
  }
}

function bytes(data: SourceData): Buffer {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data);
}
