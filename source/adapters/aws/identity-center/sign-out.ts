import { serviceUrl } from '../../../domain/portals/endpoints.ts';
import type { Portal } from '../../../domain/portals/portal.ts';
import { renewal, type SignedOut, type SignIn } from '../../../domain/portals/sign-in.ts';
import { recordIn } from '../../../domain/record.ts';
import { isUsable } from '../../../domain/sign-in/file.ts';
import { Problem } from '../../../problem.ts';
import { ownPaths } from '../../files/paths.ts';
import { callAws } from '../call.ts';
import { type Reach, sendPlainly } from '../http.ts';
import { signInFiles } from './files.ts';
import { createSignInService, refusal } from './sign-in.ts';

const operation = 'sso:Logout';

/** Nobody waits long for a service that is only to forget somebody. Milliseconds. */
const patience = { connect: 3_000, answer: 5_000, whole: 8_000 };

/**
 * Ends the session of a sign-in at the portal and deletes its file, also where the portal cannot be told or the file cannot
 * be read: there may be tokens in it. The sign-ins of other portals stay.
 * @throws Problem where the file cannot be removed
 */
export async function signOut(portal: Portal, reach: Reach): Promise<SignedOut> {
  const files = signInFiles(portal, ownPaths(reach.env).home);
  if (!files.isThere()) return { tag: 'none' };
  return files.exclusively(async () => {
    const found = await files.read();
    // Another process was quicker.
    if (found === undefined && !files.isThere()) return { tag: 'told' };
    const failure = found === undefined ? unreadable() : await tellPortal(portal, found, { ...reach, patience });
    await files.remove();
    return failure === undefined ? { tag: 'told' } : { tag: 'untold', failure };
  });
}

const unreadable = (): Problem => new Problem({ code: 'sign-in-unreadable', title: 'Its file cannot be read.' });

/** @returns why it could not be told; undefined where it was, and where it had ended the session by itself */
async function tellPortal(portal: Portal, signIn: SignIn, reach: Reach): Promise<unknown> {
  try {
    const accessToken = await tokenOf(portal, signIn, reach);
    if (accessToken === undefined) return undefined;
    const endpoint = serviceUrl('portal.sso', portal);
    await callAws({ operation, endpoint, reach }, async () => {
      const request = { url: `${endpoint}/logout`, method: 'POST', caBundle: portal.caBundle } as const;
      const headers = { 'x-amz-sso_bearer_token': accessToken };
      const { status, text } = await sendPlainly({ ...request, headers }, reach);
      const isPage = text.trimStart().startsWith('<');
      if (isPage || (status !== 200 && status !== 401)) throw refusal(operation, endpoint, status, recordIn(text));
    });
    return undefined;
  } catch (error) {
    return error;
  }
}

/** The session of a portal outlasts an access token: a new one is fetched to end it with. Undefined where it has ended. */
async function tokenOf(portal: Portal, signIn: SignIn, reach: Reach): Promise<string | undefined> {
  const now = (reach.now ?? Date.now)();
  if (isUsable(signIn, now)) return signIn.accessToken;
  const needs = renewal(signIn, now);
  if (needs === undefined) return undefined;
  const token = await createSignInService(portal, () => now, reach).refresh(needs.client, needs.refreshToken);
  return token?.accessToken;
}
