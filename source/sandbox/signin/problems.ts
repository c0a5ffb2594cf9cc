import { AwsProblem } from '../wire/problem.ts';

/** The reasons of AccessDeniedException, and the HTTP status of each. */
const DENIALS: Readonly<Record<string, number>> = {
  TOKEN_EXPIRED: 401,
  AUTHCODE_EXPIRED: 401,
  USER_CREDENTIALS_CHANGED: 403,
  INSUFFICIENT_PERMISSIONS: 403,
};

/** An AccessDeniedException with its reason. */
export const denied = (error: keyof typeof DENIALS, message: string) =>
  new AwsProblem(DENIALS[error] ?? 403, error, message);

/** A ValidationException. */
export const invalid = (message: string) => new AwsProblem(400, 'INVALID_REQUEST', message);

/** What AWS says of a refresh token or a code that is none of its own, or was used before. */
export const invalidGrant = () =>
  invalid('The provided authorization grant is invalid, expired, revoked, or malformed');

/** The exception and the `error` of an answer. */
export function wireForm({ status, code }: AwsProblem): { readonly exception: string; readonly error: string } {
  if (code in DENIALS) return { exception: 'AccessDeniedException', error: code };
  if (status === 429) return { exception: 'TooManyRequestsError', error: 'rate_exceeded' };
  if (status >= 500) return { exception: 'InternalServerException', error: 'server_error' };
  return { exception: 'ValidationException', error: code };
}
