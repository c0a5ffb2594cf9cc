import type { SignInPlace } from '../../../domain/login/endpoint.ts';
import type { LoginPorts } from '../../../domain/login/flow.ts';
import type { Environment } from '../../../domain/shells/environment.ts';
import { browserPorts } from '../browser-ports.ts';
import type { Reach } from '../http.ts';
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
    ...browserPorts(env, reach, port),
    service: createLoginService(place, reach),
    newKey: newProofKey,
    read: async (loginSession) => {
      const found = await loginFiles(loginSession, reach.env).read();
      return found === undefined || 'fault' in found ? undefined : found;
    },
    keep: ({ loginSession, signIn }) => {
      const files = loginFiles(loginSession, reach.env);
      return files.exclusively(() => files.write(signIn));
    },
  };
}
