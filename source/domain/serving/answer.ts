import { jsonText } from '../display/sanitize.ts';
import type { Credentials, Session } from '../sessions/session.ts';
import { isoSeconds } from '../shells/environment.ts';

/** An answer to a program that asks for credentials: a status of HTTP, and a document. */
export type CredentialAnswer = { readonly status: 200 | 403 | 503; readonly body: string };

/** Keys that end: what can be served. */
export type EndingCredentials = Required<Credentials>;

/** Have these keys a token and an end? The SDKs take nothing else from a server. */
export const isEnding = (credentials: Credentials): credentials is EndingCredentials =>
  credentials.sessionToken !== undefined && credentials.expiresAt !== undefined;

/** The document of AWS's container credentials. */
export const credentialsAnswer = (credentials: EndingCredentials, { accountId }: Session): CredentialAnswer => ({
  status: 200,
  body: jsonText({
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    Token: credentials.sessionToken,
    Expiration: isoSeconds(credentials.expiresAt),
    AccountId: accountId,
  }),
});

/** Why there are none: the JavaScript SDK shows the message, botocore the whole document. No secret. */
export const refusedAnswer = (status: 403 | 503, code: string, message: string): CredentialAnswer => ({
  status,
  body: jsonText({ Code: code, Message: message }),
});

/** The same for every request that is none of ours, whatever is wrong with it. */
export const strangerAnswer = refusedAnswer(
  403,
  'AccessDenied',
  'Nothing is served for this address and token. A role that was opened again has new ones: restart the container.',
);
