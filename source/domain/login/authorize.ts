/** The two clients that AWS knows: the browser is on this machine, or elsewhere. */
export type LoginClient = 'same-device' | 'cross-device';

export const clientIdOf = (client: LoginClient): string => `arn:aws:signin:::devtools/${client}`;

/** Where a sign-in of another device ends: a page that shows a text to paste. */
export const confirmationUrl = (base: string): string => `${base}/v1/sessions/confirmation`;

/** What one sign-in is begun with. */
export type Authorization = {
  readonly client: LoginClient;
  readonly redirectUri: string;
  readonly state: string;
  /** Base64url of the SHA-256 of the verifier. */
  readonly challenge: string;
};

/** The page where the person approves. @param base of the sign-in, without a slash at the end */
export function authorizeUrl(base: string, { client, redirectUri, state, challenge }: Authorization): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientIdOf(client),
    state,
    code_challenge_method: 'SHA-256',
    scope: 'openid',
    redirect_uri: redirectUri,
    code_challenge: challenge,
  });
  return `${base}/v1/authorize?${query}`;
}

/** What a person pasted. `foreign`: the text of another sign-in. */
export type Pasted =
  | { readonly tag: 'code'; readonly code: string }
  | { readonly tag: 'foreign' | 'unreadable' | 'nothing' }
  | { readonly tag: 'refused'; readonly error: string };

/**
 * Reads the text of the confirmation page: base64 of `state=…&code=…`, broken into lines or not; also the address of that
 * page, which holds the same.
 * @param state of our sign-in: a text of any other gives nothing
 */
export function readPasted(text: string, state: string): Pasted {
  const packed = text.replaceAll(/\s+/g, '');
  if (packed === '') return { tag: 'nothing' };
  const query = /^https?:/i.test(packed) ? (packed.split('?')[1] ?? '') : unpacked(packed);
  const fields = new URLSearchParams(query.split('#')[0]);
  const [code, theirs, error] = ['code', 'state', 'error'].map((name) => fields.get(name));
  if (!theirs || !(code || error)) return { tag: 'unreadable' };
  if (theirs !== state) return { tag: 'foreign' };
  if (error) return { tag: 'refused', error };
  return code ? { tag: 'code', code } : { tag: 'unreadable' };
}

/** The text behind base64 of either alphabet; what is none of it stays as it is. */
function unpacked(packed: string): string {
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(packed)) return packed;
  return Buffer.from(packed, 'base64').toString('utf8');
}
