import { createClock } from './clock.ts';
import { CONTROL_PATH } from './control/client.ts';
import { answerControl, type Controls, createControls } from './control/server.ts';
import { demoWorld } from './demo/world.ts';
import { createFaults } from './faults.ts';
import { answerFederation, createSignIns, FEDERATION_PATH } from './federation.ts';
import { type Backend, createRecorder } from './handle-call.ts';
import { listen, newConnections, type Route } from './http.ts';
import { answerIdentityCenter } from './identity-center/answer.ts';
import { createIdentityCenter } from './identity-center/operation.ts';
import { answerQuery } from './query-api.ts';
import { answerSignin } from './signin/answer.ts';
import { createSignin } from './signin/operation.ts';
import { createSessions } from './state/identities.ts';
import type { World } from './state/world.ts';
import { notFound } from './wire/answer.ts';

export interface SandboxOptions {
  /** The demo's world unless given. */
  readonly world?: World;
  /** AWS's clock, ms since 1970; the machine's unless given. */
  readonly now?: () => number;
  /** 0, any free one, unless given. */
  readonly port?: number;
  /** A loopback address; 127.0.0.1 unless given. */
  readonly host?: string;
  /** Token of the control channel; without one the channel is closed. */
  readonly controlToken?: string;
  /**
   * Requests may be signed for any region, as the AWS CLI and the SDKs sign those to IAM at a configured endpoint: for the
   * region of the profile. AWS refuses that.
   */
  readonly anyRegion?: boolean;
}

/** An embedded AWS that listens. */
export interface Sandbox extends Controls {
  /** The endpoint for STS, IAM, Identity Center and `aws login`: `http://127.0.0.1:port`. Federation is under `/federation`. */
  readonly url: string;
  /** Ends the server and every connection. */
  close(): Promise<void>;
}

/** Starts an embedded AWS on a loopback port. Throws when the port is taken or the host is not a loopback address. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, host = '127.0.0.1', controlToken } = options;
  if (!['127.0.0.1', '::1', 'localhost'].includes(host)) throw new RangeError(`${host} is not a loopback address.`);
  const backend: Backend = {
    world: options.world ?? demoWorld(),
    sessions: createSessions(),
    clock: createClock(options.now),
    faults: createFaults(),
    recorder: createRecorder(),
    anyRegion: options.anyRegion ?? false,
  };
  const signIns = createSignIns();
  const center = createIdentityCenter(backend);
  const signin = createSignin(backend);
  const connections = newConnections();
  const controls = createControls(center, signin, connections);
  const route: Route = async (request) => {
    if (request.path === '/') return answerQuery(request, backend);
    const identityCenter = await answerIdentityCenter(request, center);
    if (identityCenter !== undefined) return identityCenter;
    const consoleSignIn = await answerSignin(request, signin);
    if (consoleSignIn !== undefined) return consoleSignIn;
    if (request.path === FEDERATION_PATH) return answerFederation(request, backend, signIns);
    if (request.path === CONTROL_PATH) return { answer: answerControl(request, controls, controlToken) };
    return { answer: notFound };
  };
  const { url, close } = await listen(route, { now: backend.clock.now, port, host, connections });
  return { ...controls, url, close };
}
