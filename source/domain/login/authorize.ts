import { type Pasted, readPasted } from '../sign-in/redirect.ts';

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

/**
 * Reads what a person pasted: the text of the confirmation page, base64 of `state=…&code=…`, broken into lines or not; also the
 * address of that page, which holds the same.
 * @param state of our sign-in: a text of any other gives nothing
 */
export function readConfirmation(text: string, state: string): Pasted {
  const packed = text.replace(/\s+/g, '').replace(/^[<"'`([]+|[>"'`)\].,;]+$/g, '');
  const isPacked = /^[A-Za-z0-9+/_-]+={0,2}$/.test(packed);
  return readPasted(isPacked ? Buffer.from(packed, 'base64').toString('utf8') : text, state);
}
