import type { SignInPlace } from '../../../domain/login/endpoint.ts';
import { isEnding, LoginNeeded, type LoginOf, renewalFailure } from '../../../domain/login/failures.ts';
import type { ConsoleSignIn, Fault } from '../../../domain/login/file.ts';
import { isFresh, isUsable } from '../../../domain/sign-in/file.ts';
import { toItsEnd } from '../../processes/unfinished.ts';
import type { Reach } from '../http.ts';
import { inTurn } from '../in-turn.ts';
import { othersRenew, othersSaid, writtenByOthers } from '../shared-file.ts';
import { type LoginFiles, loginFiles } from './files.ts';
import { isProofKey, readableProofKey } from './proof.ts';
import { createLoginService } from './service.ts';

/** Where a sign-in is renewed. @param signInRegion as its file says, which counts before everything but an endpoint */
type PlaceOf = (signInRegion: string | undefined) => SignInPlace;

/**
 * The sign-in of a principal, renewed where it is about to expire and can be: one process renews it for all.
 * @throws LoginNeeded, Problem where AWS refuses the renewal for another reason, AwsFailure where AWS cannot be reached
 */
export async function currentLogin(of: LoginOf, placeOf: PlaceOf, reach: Reach): Promise<ConsoleSignIn> {
  const now = reach.now ?? Date.now;
  const isGood = (signIn: ConsoleSignIn) => isFresh(signIn, now());
  const isOfUse = (signIn: ConsoleSignIn) => isUsable(signIn, now());
  const files = loginFiles(of.loginSession, reach.env);
  const usable = async () => {
    const there = await files.read();
    return there !== undefined && !('fault' in there) && isOfUse(there) ? there : undefined;
  };
  const found = signInIn(await files.read(), files, of);
  if (isGood(found)) return found;
  const soon = Date.now() + othersRenew;
  const canGoOn = isOfUse(found);
  // While another process renews it: what that one wrote, or what there is.
  const meanwhile = async () => {
    const theirs = await files.read();
    if (theirs !== undefined && !('fault' in theirs) && isGood(theirs)) return theirs;
    return canGoOn && Date.now() > soon ? found : undefined;
  };
  try {
    const current = await inTurn(
      () => toItsEnd(() => renewed(of, files, placeOf, reach)),
      (work) => files.exclusively(work, meanwhile),
      othersSaid(reach),
    );
    if (isOfUse(current)) return current;
  } catch (error) {
    // Credentials that are still valid are used while AWS cannot be reached, or refuses.
    if (isOfUse(found)) return found;
    if (!isEnding(error)) throw renewalFailure(error, of, placeOf(found.signInRegion).region);
    const theirs = await writtenByOthers(usable);
    if (theirs !== undefined) return theirs;
    throw renewalFailure(error, of, placeOf(found.signInRegion).region);
  }
  throw new LoginNeeded(of);
}

/** @throws LoginNeeded where there is none */
function signInIn(read: ConsoleSignIn | Fault | undefined, { path }: LoginFiles, of: LoginOf): ConsoleSignIn {
  if (read === undefined) throw new LoginNeeded(of);
  if ('fault' in read) {
    throw new LoginNeeded(of, {
      title: `The sign-in of ${of.profile} cannot be used.`,
      means: `${path}: ${read.fault}.`,
    });
  }
  return read;
}

/** @throws LoginNeeded, AwsFailure */
async function renewed(of: LoginOf, files: LoginFiles, placeOf: PlaceOf, reach: Reach): Promise<ConsoleSignIn> {
  const now = reach.now ?? Date.now;
  const found = signInIn(await files.read(), files, of);
  const { renewal } = found;
  // Another process has renewed it meanwhile, or nobody can.
  if (isFresh(found, now()) || renewal === undefined) return found;
  if (!isProofKey(renewal.dpopKey)) return signInIn({ fault: 'its dpopKey is not a P-256 key' }, files, of);
  const service = createLoginService(placeOf(found.signInRegion), reach);
  const { refreshToken, ...token } = await service.refresh(renewal);
  const dpopKey = readableProofKey(renewal.dpopKey);
  const next = { ...found, ...token, renewal: { ...renewal, refreshToken, dpopKey } };
  const meanwhile = await files.read();
  // A sign-in that another program removed meanwhile stays removed: what came serves this process alone.
  if (meanwhile === undefined) return next;
  // A sign-in that another program made while AWS was asked stays.
  if (!('fault' in meanwhile) && isAnother(meanwhile, found) && isFresh(meanwhile, now())) {
    return meanwhile;
  }
  // A refresh token works once. If it cannot be written, what came with it is used all the same; the person signs in next time.
  await files.write(next).catch(() => undefined);
  return next;
}

const isAnother = (one: ConsoleSignIn, other: ConsoleSignIn): boolean => one.sessionToken !== other.sessionToken;
