import { request } from 'node:http';
import type { Fault } from '../faults.ts';
import type { RecordedCall } from '../handle-call.ts';
import type { Connections } from '../http.ts';
import type { VisibleDevice, VisibleKey } from '../iam/control.ts';
import type { PortalOptions } from '../identity-center/build.ts';
import type { PortalControls } from '../identity-center/control.ts';
import type { KeyPropagation } from '../state/access-keys.ts';

/** A sandbox in another process, driven over its control channel. Every call rejects when the sandbox is gone. */
export interface RemoteSandbox {
  /** Lets time go by, in milliseconds. */
  advance(ms: number): Promise<void>;
  /** The sandbox's time, ms since 1970. */
  now(): Promise<number>;
  /** The 6 digits the device shows now; empty for a device that does not exist or shows none. */
  code(serial: string): Promise<string>;
  /** Every call so far, in order of arrival. */
  calls(): Promise<RecordedCall[]>;
  failNext(fault: Fault): Promise<void>;
  connections(): Promise<Readonly<Connections>>;
  addPortal(options: PortalOptions): Promise<void>;
  /** How long registrations last from now on, in seconds. */
  setRegistration(seconds: number): Promise<void>;
  /** Changes how late services learn of what is done to access keys from now on. */
  setKeyPropagation(settings: Partial<KeyPropagation>): Promise<void>;
  /** The access keys of a user now, oldest first, whoever knows of them. */
  accessKeys(account: string, user: string): Promise<VisibleKey[]>;
  /** Somebody else makes a key for a user; it is known at once. Rejects where the user has two. */
  addKey(account: string, user: string): Promise<{ readonly id: string }>;
  /** Changes how late EnableMFADevice learns of devices that are made from now on, in milliseconds. */
  setDevicePropagation(ms: number): Promise<void>;
  /** The MFA devices of an account now, oldest first. */
  devices(account: string): Promise<VisibleDevice[]>;
  /** The controls of the portal with a start URL. */
  portal(startUrl: string): RemotePortal;
}

/** Controls of a portal in another process. */
export type RemotePortal = {
  readonly [Name in keyof PortalControls]: (
    ...args: Parameters<PortalControls[Name]>
  ) => Promise<ReturnType<PortalControls[Name]>>;
};

/** A client for the control channel of the sandbox at `url`, opened by the token it printed when it started. */
export function connectSandbox(url: string, token: string): RemoteSandbox {
  const ask = <Result>(method: string, argument?: unknown) => post(url, token, { method, argument }) as Promise<Result>;
  return {
    advance: (ms) => ask('advance', ms),
    now: () => ask('now'),
    code: (serial) => ask('code', serial),
    calls: () => ask('calls'),
    failNext: (fault) => ask('failNext', fault),
    connections: () => ask('connections'),
    addPortal: (options) => ask('addPortal', options),
    setRegistration: (seconds) => ask('setRegistration', seconds),
    setKeyPropagation: (settings) => ask('setKeyPropagation', settings),
    accessKeys: (account, user) => ask('accessKeys', { account, user }),
    addKey: (account, user) => ask('addKey', { account, user }),
    setDevicePropagation: (ms) => ask('setDevicePropagation', ms),
    devices: (account) => ask('devices', account),
    portal: (startUrl) => {
      const one =
        <Result>(control: keyof PortalControls) =>
        (...args: readonly unknown[]) =>
          ask<Result>('portal', { startUrl, control, args });
      return {
        set: one('set'),
        assign: one('assign'),
        withdraw: one('withdraw'),
        revoke: one('revoke'),
        counts: one('counts'),
        reset: one('reset'),
      };
    },
  };
}

async function post(url: string, token: string, question: object): Promise<unknown> {
  const body = await new Promise<string>((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const outgoing = request(new URL(CONTROL_PATH, url), { method: 'POST', headers, agent: false }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk: string) => {
        text += chunk;
      });
      incoming.on('end', () => (incoming.statusCode === 404 ? reject(new Error('Wrong token.')) : resolve(text)));
      incoming.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(JSON.stringify(question));
  });
  const { result, error } = JSON.parse(body) as { result?: unknown; error?: string };
  if (error !== undefined) throw new Error(error);
  return result;
}

/** Where the control channel listens, on the sandbox's own port. */
export const CONTROL_PATH = '/-/control';
