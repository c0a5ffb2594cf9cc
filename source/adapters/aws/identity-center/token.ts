import type { Portal } from '../../../domain/portals/portal.ts';
import { renewal, type SignIn, SignInNeeded } from '../../../domain/portals/sign-in.ts';
import { isFresh, isUsable } from '../../../domain/sign-in/file.ts';
import { ownPaths } from '../../files/paths.ts';
import { toItsEnd } from '../../processes/unfinished.ts';
import type { Reach } from '../http.ts';
import { inTurn } from '../in-turn.ts';
import { othersRenew, othersSaid, writtenByOthers } from '../shared-file.ts';
import { type SignInFiles, signInFiles } from './files.ts';
import { createSignInService } from './sign-in.ts';

type About = {
  /** The profile that needs the sign-in, for the words where there is none. */
  readonly profile?: string;
  /** An access token that the portal refused (401), whatever its time says: it is renewed, or another one taken. */
  readonly refused?: string;
};

/**
 * The sign-in to a portal, renewed where it is about to expire or was refused, and can be renewed: one process renews it for
 * all.
 * @throws SignInNeeded, AwsFailure where a renewal is needed and the service cannot be reached
 */
export async function currentSignIn(portal: Portal, reach: Reach, { profile, refused }: About = {}): Promise<SignIn> {
  const isTaken = ({ accessToken }: SignIn) => accessToken !== refused;
  const isGood = (signIn: SignIn) => isTaken(signIn) && isFresh(signIn, Date.now());
  const isOfUse = (signIn: SignIn) => isTaken(signIn) && isUsable(signIn, Date.now());
  const files = signInFiles(portal, ownPaths(reach.env).home);
  const usable = async () => {
    const there = await files.read();
    return there && isOfUse(there) ? there : undefined;
  };
  const found = await files.read();
  if (found === undefined) throw new SignInNeeded(portal, profile);
  if (isGood(found)) return found;
  const soon = Date.now() + othersRenew;
  const canGoOn = isOfUse(found);
  const current = await inTurn(
    () => toItsEnd(() => renewed(portal, files, reach, isGood)),
    (work) => files.exclusively(work, async () => (canGoOn && Date.now() > soon ? found : undefined)),
    othersSaid(reach),
  ).catch((error: unknown) => {
    // A sign-in that is still valid is used while the sign-in service cannot be reached.
    if (isOfUse(found)) return found;
    throw error;
  });
  if (current === undefined) throw new SignInNeeded(portal, profile);
  if (isOfUse(current)) return current;
  const theirs = renewal(current, Date.now()) && (await writtenByOthers(usable));
  if (theirs === undefined) throw new SignInNeeded(portal, profile);
  return theirs;
}

/** @param isGood another process has renewed it meanwhile */
async function renewed(
  portal: Portal,
  files: SignInFiles,
  reach: Reach,
  isGood: (signIn: SignIn) => boolean,
): Promise<SignIn | undefined> {
  const found = await files.read();
  if (found === undefined || isGood(found)) return found;
  const needs = renewal(found, Date.now());
  if (needs === undefined) return found;
  const token = await createSignInService(portal, Date.now, reach).refresh(needs.client, needs.refreshToken);
  if (token === undefined) return found;
  const next = { ...found, ...token };
  const meanwhile = await files.read();
  // A sign-in that another program made while the service was asked stays.
  if (meanwhile !== undefined && meanwhile.accessToken !== found.accessToken && isGood(meanwhile)) return meanwhile;
  // A sign-in that another program removed meanwhile stays removed: what came serves this process alone.
  if (meanwhile === undefined && !files.isThere()) return next;
  // A refresh token works once. If the new token cannot be written it is used all the same; the user signs in next time.
  await files.write(next).catch(() => undefined);
  return next;
}
