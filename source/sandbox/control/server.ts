import type { Clock } from '../clock.ts';
import type { Fault } from '../faults.ts';
import type { RecordedCall } from '../handle-call.ts';
import type { Connections } from '../http.ts';
import { type KeyControls, keyControls } from '../iam/control.ts';
import type { PortalOptions } from '../identity-center/build.ts';
import {
  type IdentityCenterControls,
  identityCenterControls,
  type PortalControls,
} from '../identity-center/control.ts';
import type { IdentityCenter } from '../identity-center/operation.ts';
import { currentCode } from '../mfa-codes.ts';
import { type SigninControls, signinControls } from '../signin/control.ts';
import type { Signin } from '../signin/operation.ts';
import type { KeyPropagation } from '../state/access-keys.ts';
import type { World } from '../state/world.ts';
import { type Answer, notFound } from '../wire/answer.ts';
import type { WireRequest } from '../wire/request.ts';
import { sameText } from '../wire/sigv4.ts';

/** Controls of a sandbox for tests and the demo. */
export interface Controls extends IdentityCenterControls, KeyControls {
  /** Sign-ins of `aws login`. */
  readonly signin: SigninControls;
  readonly clock: Pick<Clock, 'now' | 'advance'>;
  readonly world: World;
  /** The last calls, in order of arrival; a thousand at most. */
  readonly calls: readonly RecordedCall[];
  /** How many calls there were, of `action` if given. */
  count(action?: string): number;
  failNext(fault: Fault): void;
  /** The 6 digits the device shows now; empty for a device that does not exist or shows none. */
  code(serial: string): string;
  /** Connections since the start: those open now, the most at the same time, and all. */
  readonly connections: Readonly<Connections>;
}

export function createControls(center: IdentityCenter, signin: Signin, connections: Connections): Controls {
  const { world, clock, faults, recorder } = center.backend;
  return {
    ...identityCenterControls(center),
    ...keyControls(world, clock),
    signin: signinControls(signin),
    connections,
    clock,
    world,
    calls: recorder.calls,
    count: recorder.count,
    failNext: (fault) => faults.add(fault),
    code: (serial) => {
      const [device] = [...world.accounts.values()].flatMap((account) => account.devices.get(serial) ?? []);
      return device && device.kind !== 'fido' ? currentCode(device, clock.now()) : '';
    },
  };
}

/** Methods of the control channel; the argument is JSON. */
const METHODS: Readonly<Record<string, (controls: Controls, argument: unknown) => unknown>> = {
  advance: ({ clock }, ms) => clock.advance(Number(ms)),
  now: ({ clock }) => clock.now(),
  code: ({ code }, serial) => code(String(serial)),
  calls: ({ calls }) => calls,
  failNext: ({ failNext }, fault) => failNext(fault as Fault),
  connections: ({ connections }) => connections,
  addPortal: ({ addPortal }, options) => addPortal(options as PortalOptions),
  setRegistration: ({ setRegistration }, seconds) => setRegistration(Number(seconds)),
  setKeyPropagation: ({ setKeyPropagation }, settings) => setKeyPropagation(settings as Partial<KeyPropagation>),
  accessKeys: ({ accessKeys }, argument) => {
    const { account, user } = argument as UserQuestion;
    return accessKeys(account, user);
  },
  setDevicePropagation: ({ setDevicePropagation }, ms) => setDevicePropagation(Number(ms)),
  devices: ({ devices }, account) => devices(String(account)),
  addKey: ({ addKey }, argument) => {
    const { account, user } = argument as UserQuestion;
    return addKey(account, user);
  },
  portal: ({ portal }, argument) => {
    const { startUrl, control, args } = argument as PortalQuestion;
    const controls = portal(startUrl);
    if (!Object.hasOwn(controls, control)) throw new Error(`There is no control ${control} of a portal.`);
    return (controls[control] as (...args: readonly unknown[]) => unknown)(...args);
  },
};

/** The user that a control is about. */
interface UserQuestion {
  readonly account: string;
  readonly user: string;
}

/** A control of one portal, and its arguments. */
export interface PortalQuestion {
  readonly startUrl: string;
  readonly control: keyof PortalControls;
  readonly args: readonly unknown[];
}

/** Answers `{method, argument}` with `{result}` or `{error}`; a wrong or missing token with 404, as if nothing were here. */
export function answerControl(request: WireRequest, controls: Controls, token: string | undefined): Answer {
  const offered = request.headers.authorization ?? '';
  if (token === undefined || !sameText(offered, `Bearer ${token}`)) return notFound;
  try {
    const { method, argument } = JSON.parse(request.body.toString('utf8')) as { method: string; argument?: unknown };
    const run = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined;
    if (!run) throw new Error(`There is no control ${method}.`);
    return json(200, { result: run(controls, argument) });
  } catch (error) {
    return json(400, { error: error instanceof Error ? error.message : String(error) });
  }
}

function json(status: number, content: object): Answer {
  return { status, type: 'application/json', body: JSON.stringify(content), requestId: '' };
}
