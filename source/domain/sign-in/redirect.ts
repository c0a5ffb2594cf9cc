/** What a sign-in page sends the browser back with. */
export type Redirected =
  | { readonly tag: 'code'; readonly code: string }
  /** `access_denied` where the person said no. */
  | { readonly tag: 'refused'; readonly error: string };

/** The path of the address on this machine. AWS's sign-in services take no other one. */
export const redirectPath = '/oauth/callback';

/** The address on this machine, as it is registered: without its port, which each sign-in chooses anew. */
export const registeredRedirect = `http://127.0.0.1${redirectPath}`;

/** A request to the address on this machine. */
export type Knock = {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** The Host header. */
  readonly host: string | null;
};

/**
 * What a request to the address on this machine brings. Any program here, and any page in a browser, can send one: without
 * the state that only the sign-in page was told it is nobody's, and the sign-in goes on.
 * @returns undefined for a request that is not of this sign-in
 */
export function readKnock({ method, target, host }: Knock, redirectUri: string, state: string): Redirected | undefined {
  const expected = URL.parse(redirectUri);
  if (method !== 'GET' || expected === null || host !== expected.host) return undefined;
  const [path, ...query] = target.split('?');
  return path === expected.pathname ? readQuery(query.join('?'), state) : undefined;
}

/** What was pasted: the address on which a browser on another machine ended, which has no program behind it there. */
export type Pasted = Redirected | { readonly tag: 'no address' | 'another sign-in' };

/** Reads the address, whole or from its `?` on, with what a terminal or a chat puts around it and into it. */
export function readPasted(text: string, state: string): Pasted {
  const address = text.replace(/\s+/g, '').replace(/^[<"'`([]+|[>"'`)\].,;]+$/g, '');
  const query = /^(?:https?:\/\/[^/?#]+\/[^?#]*)?\??([^#]*)(?:#.*)?$/i.exec(address)?.[1] ?? '';
  const fields = new URLSearchParams(query);
  if (!fields.has('state') || !(fields.has('code') || fields.has('error'))) return { tag: 'no address' };
  return readQuery(query, state) ?? { tag: 'another sign-in' };
}

/** More of it no service sends; it goes into one request. Characters. */
const longest = 16_384;

function readQuery(query: string, state: string): Redirected | undefined {
  const fields = new URLSearchParams(query);
  const [code, ...codes] = fields.getAll('code');
  const error = fields.get('error');
  if (fields.getAll('state').length !== 1 || fields.get('state') !== state || query.length > longest) return undefined;
  // The code's own alphabet is the service's: nothing else than printable ASCII goes on.
  if (error !== null) return /^[\w. -]{1,64}$/.test(error) ? { tag: 'refused', error } : undefined;
  return code !== undefined && codes.length === 0 && /^[!-~]+$/.test(code) ? { tag: 'code', code } : undefined;
}
