import type { Problem } from '../../problem.ts';
import { dayOf } from '../display/sentence.ts';
import { lastPart } from '../profiles/arn.ts';
import { deviceOf, isFido } from './code.ts';
import type { DeviceUse } from './usage.ts';
import type { UserDevice } from './user-devices.ts';

/** What AWS answered about the devices of the user of a profile. */
export type ListedUser = {
  readonly profile: string;
  /** Undefined where nobody asked. */
  readonly arn: string | undefined;
  /** Undefined where AWS was not asked, does not say, or did not answer. */
  readonly devices: readonly UserDevice[] | undefined;
  readonly isSilent?: boolean;
  /** Why AWS could not be asked: the keys of the user cannot be read. */
  readonly why?: Problem;
};

/** All that is known of an MFA device. */
export type DeviceFacts = {
  readonly serial: string;
  /** The profile with the keys of its user, where AWS lists it for them. */
  readonly owner: string | undefined;
  /** ARN of that user. */
  readonly user: string | undefined;
  readonly enabledAt: number | undefined;
  readonly profiles: readonly string[];
  readonly roles: readonly string[];
  /** Profiles name it, and AWS does not list it for the user that they start from. */
  readonly isMissing: boolean;
  /** A security key or passkey. */
  readonly givesNoCodes: boolean;
};

/** Every device that AWS lists for the users, and those that only the configuration names. */
export function deviceFacts(
  users: readonly ListedUser[],
  uses: ReadonlyMap<string, DeviceUse>,
): readonly DeviceFacts[] {
  const all = new Map<string, DeviceFacts>();
  const add = (serial: string, listed?: { readonly by: ListedUser; readonly device: UserDevice }) => {
    if (all.has(serial)) return;
    const { profiles = [], roles = [], sources = [] } = uses.get(serial) ?? {};
    const answered = (name: string) => users.some(({ profile, devices }) => profile === name && devices !== undefined);
    all.set(serial, {
      serial,
      owner: listed?.by.profile,
      user: listed?.by.arn,
      enabledAt: listed?.device.enabledAt,
      profiles,
      roles,
      isMissing: listed === undefined && sources.length > 0 && sources.every(answered),
      givesNoCodes: isFido(serial),
    });
  };
  for (const by of users) for (const device of by.devices ?? []) add(device.serial, { by, device });
  for (const serial of uses.keys()) add(serial);
  return [...all.values()];
}

/** A device as a row of the table: name, user, since when, where it is used, and what is to be said of it. */
export function deviceRow({ serial, user, enabledAt, profiles, roles, isMissing, givesNoCodes }: DeviceFacts) {
  const account = serial.split(':')[4] ?? '';
  const owner = user === undefined ? account : `${lastPart(user)} · ${user.split(':')[4] ?? ''}`;
  const count = roles.length === 0 ? [] : [roles.length === 1 ? '1 role' : `${roles.length} roles`];
  const notes = [
    ...(isMissing ? ['AWS no longer lists it'] : []),
    ...(givesNoCodes ? ['a security key: gives no codes'] : []),
  ];
  const used = [...profiles.slice(0, 3), ...(profiles.length > 3 ? [`${profiles.length - 3} more`] : [])].join(', ');
  return [
    deviceOf(serial).label,
    owner,
    enabledAt === undefined ? '' : dayOf(enabledAt),
    [...(used === '' ? [] : [used]), ...count].join(': ') || 'nowhere',
    notes.join(', '),
  ] as const;
}
