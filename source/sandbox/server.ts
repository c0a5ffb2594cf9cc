import { type Clock, createClock } from './clock.ts';
import { answerControl } from './control-channel.ts';
import { CONTROL_PATH } from './control-path.ts';
import { demoWorld } from './demo-world.ts';
import { createFaults, type Fault } from './faults.ts';
import { listen, type Route } from './http.ts';
import { answerQuery, type Backend } from './query-api.ts';
import { createRecorder, type RecordedCall } from './recorder.ts';
import { createSessions } from './state/sessions.ts';
import { currentCode } from './totp.ts';
import { notFound } from './wire/answer.ts';
import type { World } from './world.ts';

export interface SandboxOptions {
  /** The demo's world unless given. */
  readonly world?: World;
  /** AWS's clock, ms since 1970; the machine's unless given. */
  readonly now?: () => number;
  /** 0, any free one, unless given. */
  readonly port?: number;
  /** A loopback address; 127.0.0.1 unless given. */
  readonly host?: string;
  /** Opens the control channel to whoever knows this token. */
  readonly controlToken?: string;
}

/** An embedded AWS that listens. */
export interface Sandbox {
  /** The endpoint for STS and IAM: `http://127.0.0.1:port`. */
  readonly url: string;
  readonly clock: Pick<Clock, 'now' | 'advance'>;
  readonly world: World;
  /** Every call so far, in order of arrival. */
  readonly calls: readonly RecordedCall[];
  /** How many calls there were, of `action` if given. */
  count(action?: string): number;
  failNext(fault: Fault): void;
  /** The 6 digits the device shows now; empty for a device that does not exist or shows none. */
  code(serial: string): string;
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
  };
  const controls = controlsOf(backend);
  const route: Route = async (request) => {
    if (request.path === '/') return answerQuery(request, backend);
    if (request.path === CONTROL_PATH) return { answer: answerControl(request, controls, controlToken) };
    return { answer: notFound };
  };
  const { url, close } = await listen(route, backend.clock.now, port, host);
  return { ...controls, url, close };
}

/** Everything of a sandbox but the server. */
export type Controls = Omit<Sandbox, 'url' | 'close'>;

function controlsOf({ world, clock, faults, recorder }: Backend): Controls {
  return {
    clock,
    world,
    calls: recorder.calls,
    count: (action) => recorder.calls.filter((call) => action === undefined || call.action === action).length,
    failNext: (fault) => faults.add(fault),
    code: (serial) => {
      const devices = [...world.accounts.values()].flatMap((account) => account.devices.get(serial) ?? []);
      const [device] = devices;
      return device && device.kind !== 'fido' ? currentCode(device, clock.now()) : '';
    },
  };
}
