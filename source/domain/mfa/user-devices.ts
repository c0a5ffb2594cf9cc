import type { Credentials } from '../sessions/session.ts';
import type { CallerIdentity } from '../sessions/sts.ts';

/** An MFA device that a user has enabled, as IAM lists it. */
export type UserDevice = {
  readonly serial: string;
  /** Epoch milliseconds; undefined where IAM does not say. */
  readonly enabledAt: number | undefined;
};

/** A virtual device that was made a moment ago, and nobody has enabled. */
export type NewDevice = {
  readonly serial: string;
  /** In base32; AWS tells it once. */
  readonly secret: string;
};

/** The second code is the one that follows the first. */
export type TwoCodes = readonly [first: string, second: string];

/** The calls about the MFA devices of one user, who is named by their ARN. Every call throws AwsFailure. */
export type UserDeviceCalls = {
  readonly whoAmI: (caller: Credentials) => Promise<CallerIdentity>;
  /** Those that the user has enabled. */
  readonly list: (caller: Credentials, user: string) => Promise<readonly UserDevice[]>;
  /** Serials of the virtual devices of the account that nobody has enabled. */
  readonly unassigned: (caller: Credentials) => Promise<readonly string[]>;
  /** Makes a virtual device. Never sent twice: if the answer is lost, it may be there. */
  readonly create: (caller: Credentials, name: string) => Promise<NewDevice>;
  /** Never sent twice: if the answer is lost, the device may be enabled. */
  readonly enable: (caller: Credentials, user: string, serial: string, codes: TwoCodes) => Promise<void>;
  readonly deactivate: (caller: Credentials, user: string, serial: string) => Promise<void>;
  /** Deletes a virtual device; AWS refuses that of one which is enabled (`DeleteConflict`). */
  readonly remove: (caller: Credentials, serial: string) => Promise<void>;
};

/** So many devices a user may have. */
export const mostDevices = 8;
