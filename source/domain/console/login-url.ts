import type { SignInPlace } from './place.ts';

/** Where AWS says one came from when the session has ended. */
const issuer = 'rolecall';

/** The address that signs a browser in. A secret: whoever has it within 15 minutes is the role. */
export function loginUrl({ federation }: SignInPlace, token: string, destination: string): string {
  const url = new URL(federation);
  url.search = new URLSearchParams({
    Action: 'login',
    Issuer: issuer,
    Destination: destination,
    SigninToken: token,
  }).toString();
  return url.toString();
}

/**
 * The same by way of signing out, for a browser that is somebody else in the console.
 * @returns undefined where AWS has no such way: outside its first partition, or with an endpoint of one's own
 */
export function loginUrlAfterLogout(place: SignInPlace, token: string, destination: string): string | undefined {
  const host = 'us-east-1.signin.aws.amazon.com';
  if (place.federation !== 'https://signin.aws.amazon.com/federation') return undefined;
  // Signing out leads on to this one host only.
  const login = loginUrl({ ...place, federation: `https://${host}/federation` }, token, destination);
  const url = new URL(`https://${host}/oauth`);
  url.search = new URLSearchParams({ Action: 'logout', redirect_uri: login }).toString();
  return url.toString();
}
