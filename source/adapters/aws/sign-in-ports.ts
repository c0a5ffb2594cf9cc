import { setTimeout as sleep } from 'node:timers/promises';
import type { SignInPorts } from '../../domain/portals/device-flow.ts';
import type { Portal } from '../../domain/portals/sign-in.ts';
import type { Environment } from '../../domain/shells/environment-change.ts';
import { ownPaths } from '../files/paths.ts';
import { signInFiles } from '../files/sign-in-files.ts';
import { createBrowser } from '../processes/browser.ts';
import type { Reach } from './http.ts';
import { createSignInService } from './sign-in-service.ts';

/** A sign-in in the real world. @param env of this process: what opens a browser may have to know of it */
export function signInPorts(portal: Portal, env: Environment, reach: Reach): SignInPorts {
  const files = signInFiles(portal, ownPaths(reach.env).home);
  return {
    service: createSignInService(portal, Date.now, reach),
    keep: (signIn) => files.exclusively(() => files.write(signIn)),
    browser: createBrowser(env),
    now: Date.now,
    wait: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
  };
}
