import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isBrowserApart } from '../../domain/console/browser.ts';
import type { Environment } from '../../domain/shells/environment.ts';
import type { BrowserPorts, Proof } from '../../domain/sign-in/flow.ts';
import { locked } from '../files/lock.ts';
import { ownPaths } from '../files/paths.ts';
import { createBrowser } from '../processes/browser.ts';
import { listenForRedirect } from '../processes/loopback.ts';
import type { Reach } from './http.ts';

/** No sign-in takes longer: the browser is waited for, or a code, for ten minutes. Milliseconds. */
const signInLasts = 660_000;

/**
 * What every sign-in needs of this machine.
 * @param env of this process, for the program that opens the browser
 * @param port for the browser to come back to; any free one unless given
 */
export const browserPorts = (env: Environment, reach: Reach, port?: number): BrowserPorts => ({
  browser: createBrowser(env),
  isApart: isBrowserApart(env, existsSync),
  proof: makeProof,
  listen: (state) => listenForRedirect(state, port),
  alone: (id, work, theirs, onWait) => locked(turnFor(reach.env, id), work, theirs, { patience: signInLasts, onWait }),
  now: reach.now ?? Date.now,
  wait: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
});

/** What is locked in our cache while somebody signs in. @param id of the portal or of the principal */
function turnFor(env: Environment, id: string): string {
  const name = new Bun.CryptoHasher('sha256').update(id).digest('hex').slice(0, 40);
  return join(ownPaths(env).cache, `sign-in-${name}`);
}

/** A state, and a verifier of 64 characters with its SHA-256 (RFC 7636). */
function makeProof(): Proof {
  const verifier = Buffer.from(crypto.getRandomValues(new Uint8Array(48))).toString('base64url');
  const challenge = new Bun.CryptoHasher('sha256').update(verifier).digest('base64url');
  return { state: crypto.randomUUID(), verifier, challenge };
}
