import type { Clock } from '../clock.ts';
import type { KeyPropagation } from '../state/access-keys.ts';
import { addAccessKey } from '../state/build.ts';
import { accountOf, type User, type World } from '../state/world.ts';
import { MOST_KEYS } from './access-keys.ts';

/** An access key as IAM has it, without its secret. */
export interface VisibleKey {
  readonly id: string;
  readonly active: boolean;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** An MFA device as IAM has it, without its seed. */
export interface VisibleDevice {
  readonly serial: string;
  /** The user who enabled it; absent for one that nobody has. */
  readonly userName?: string;
}

/** What happens to access keys and MFA devices elsewhere. */
export interface KeyControls {
  /** Changes how late services learn of what is done to access keys from now on. */
  setKeyPropagation(settings: Partial<KeyPropagation>): void;
  /** The access keys of a user now, oldest first, whoever knows of them. Throws for an account or a user that is not there. */
  accessKeys(account: string, user: string): VisibleKey[];
  /** Somebody else makes a key for a user; it is known at once. Throws where the user has two. */
  addKey(account: string, user: string): { readonly id: string };
  /** Changes how late EnableMFADevice learns of devices that are made from now on, in milliseconds. */
  setDevicePropagation(ms: number): void;
  /** The MFA devices of an account now, oldest first. Throws for an account that is not there. */
  devices(account: string): VisibleDevice[];
}

export function keyControls(world: World, clock: Pick<Clock, 'now'>): KeyControls {
  return {
    setKeyPropagation: (settings) => void Object.assign(world.keyPropagation, settings),
    accessKeys: (account, user) =>
      userOf(world, account, user).keys.map(({ id, active, createdAt }) => ({ id, active, createdAt })),
    addKey(account, name) {
      const user = userOf(world, account, name);
      if (user.keys.length >= MOST_KEYS) throw new Error(`${name} has ${MOST_KEYS} access keys already.`);
      return { id: addAccessKey(accountOf(world, account), user, clock.now()).id };
    },
    setDevicePropagation: (ms) => {
      world.devicePropagation = ms;
    },
    devices: (account) =>
      [...accountOf(world, account).devices.values()].map(({ serial, userName }) => ({
        serial,
        ...(userName !== undefined && { userName }),
      })),
  };
}

function userOf(world: World, account: string, name: string): User {
  const user = accountOf(world, account).users.get(name);
  if (user === undefined) throw new Error(`There is no user ${name} in account ${account}.`);
  return user;
}
