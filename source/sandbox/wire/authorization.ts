import { AwsProblem } from './problem.ts';
import { parseForm, type WireRequest } from './request.ts';

/** The signature fields of a request, not verified yet. */
export interface Authorization {
  readonly accessKeyId: string;
  /** Of the credential scope. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** When it was signed, in milliseconds since 1970. */
  readonly signedAt: number;
  readonly token: string | undefined;
  /** Lifetime of a presigned URL in seconds; absent where the signature is in a header. */
  readonly expires: number | undefined;
}

/**
 * Reads the signature of a request, from the Authorization header or from a presigned URL's query. `undefined` for
 * an unsigned request; throws IncompleteSignature for one that is signed badly.
 */
export function readAuthorization(request: WireRequest): Authorization | undefined {
  const header = request.headers.authorization;
  if (header !== undefined) return fromHeader(header, request);
  return request.query.includes('X-Amz-Algorithm=') ? fromQuery(request) : undefined;
}

function fromHeader(header: string, request: WireRequest): Authorization {
  const [, fields] = /^AWS4-HMAC-SHA256\s+(.*)$/.exec(header) ?? [];
  if (fields === undefined) throw incomplete('Unsupported AWS algorithm in the Authorization header.');
  const values = new Map(
    fields.split(',').map((field) => {
      const [name = '', ...value] = field.trim().split('=');
      return [name, value.join('=')];
    }),
  );
  const need = (name: string) =>
    values.get(name) || fail(`Authorization header requires '${name}' parameter. Authorization=${header}`);
  return {
    ...scopeOf(need('Credential')),
    signedHeaders: need('SignedHeaders').split(';'),
    signature: need('Signature'),
    signedAt: parseTime(request.headers['x-amz-date']),
    token: request.headers['x-amz-security-token'],
    expires: undefined,
  };
}

function fromQuery(request: WireRequest): Authorization {
  const values = parseForm(request.query);
  const need = (name: string) => values.get(name) || fail(`AWS query-string parameters must include '${name}'.`);
  if (need('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256') throw incomplete('Unsupported AWS algorithm.');
  const expires = Number(need('X-Amz-Expires'));
  if (!Number.isInteger(expires) || expires < 1 || expires > 604800) throw incomplete('X-Amz-Expires is out of range.');
  return {
    ...scopeOf(need('X-Amz-Credential')),
    signedHeaders: need('X-Amz-SignedHeaders').split(';'),
    signature: need('X-Amz-Signature'),
    signedAt: parseTime(need('X-Amz-Date')),
    token: values.get('X-Amz-Security-Token'),
    expires,
  };
}

function scopeOf(credential: string) {
  const parts = credential.split('/');
  const [accessKeyId, date, region, service, terminator] = parts;
  if (!accessKeyId || !date || !region || !service || terminator !== 'aws4_request' || parts.length !== 5) {
    throw incomplete(`Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term`);
  }
  return { accessKeyId, date, region, service };
}

/** Milliseconds of `20260102T030405Z`. */
function parseTime(text = ''): number {
  const time = Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (!/^\d{8}T\d{6}Z$/.test(text) || Number.isNaN(time)) {
    throw incomplete(`Date must be in ISO-8601 'basic format'. Got '${text}'.`);
  }
  return time;
}

const incomplete = (message: string) => new AwsProblem(400, 'IncompleteSignature', message);

function fail(message: string): never {
  throw incomplete(message);
}
