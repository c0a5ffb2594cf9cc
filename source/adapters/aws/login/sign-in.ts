import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isBrowserApart } from '../../../domain/console/browser.ts';
import type { SignInPlace } from '../../../domain/login/endpoint.ts';
import type { LoginPorts } from '../../../domain/login/flow.ts';
import type { Environment } from '../../../domain/shells/environment.ts';
import { locked } from '../../files/lock.ts';
import { createBrowser } from '../../processes/browser.ts';
import { listenForRedirect } from '../../processes/loopback.ts';
import type { Reach } from '../http.ts';
import { makeProof } from '../proof.ts';
import { signInLasts, turnFor } from '../sign-in-turn.ts';
import { loginFiles } from './files.ts';
import { newProofKey } from './proof.ts';
import { createLoginService } from './service.ts';

/**
 * The ports of a sign-in to the console.
 * @param env of this process, for the program that opens the browser
 * @param port for the browser to come back to; any free one unless given
 */
export function loginPorts(place: SignInPlace, env: Environment, reach: Reach, port?: number): LoginPorts {
  return {
    service: createLoginService(place, reach),
    browser: createBrowser(env),
    isApart: isBrowserApart(env, existsSync),
    proof: makeProof,
    newKey: newProofKey,
    listen: (state) => listenForRedirect(state, port),
    read: async (loginSession) => {
      const found = await loginFiles(loginSession, reach.env).read();
      return found === undefined || 'fault' in found ? undefined : found;
    },
    alone: (loginSession, work, theirs, onWait) =>
      locked(turnFor(reach.env, loginSession), work, theirs, { patience: signInLasts, onWait }),
    keep: ({ loginSession, signIn }) => {
      const files = loginFiles(loginSession, reach.env);
      return files.exclusively(() => files.write(signIn));
    },
    now: reach.now ?? Date.now,
    wait: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
  };
}
