import type { SignedAction, SignedCall } from '../action.ts';
import { stepOfCode } from '../mfa-codes.ts';
import { addVirtualDevice } from '../state/build.ts';
import type { MfaDevice } from '../state/world.ts';
import { AwsProblem, noSuchEntity } from '../wire/problem.ts';
import { authenticationCode, paging, path, required, serialNumber, userName } from './constraints.ts';
import { callerAccount, needUser, resource, userResource } from './entities.ts';
import { page, userResult } from './results.ts';

const MOST_DEVICES = 8;

export const createVirtualMfaDevice: SignedAction = {
  constraints: {
    VirtualMFADeviceName: { type: 'text', required: true, min: 1, max: 226, pattern: '[\\w+=,.@-]+' },
    Path: path,
  },
  resource: (call) => resource('mfa', call.parameters.get('VirtualMFADeviceName'))(call),
  run(call) {
    const account = callerAccount(call);
    const name = `${call.parameters.get('Path') ?? '/'}${call.parameters.get('VirtualMFADeviceName')}`.slice(1);
    if (account.devices.has(resource('mfa', name)(call))) {
      throw new AwsProblem(409, 'EntityAlreadyExists', 'MFADevice entity at the same path and name already exists.');
    }
    const device = addVirtualDevice(account, name);
    const { serial, seed } = device;
    if (call.world.devicePropagation > 0) device.knownFrom = call.now + call.world.devicePropagation;
    const Base32StringSeed = Buffer.from(seed).toString('base64');
    return { VirtualMFADevice: { SerialNumber: serial, Base32StringSeed, QRCodePNG: BLANK_PNG } };
  },
};

/** Refuses a device that is enabled; it has to be deactivated first. */
export const deleteVirtualMfaDevice: SignedAction = {
  constraints: { SerialNumber: serialNumber },
  resource: (call) => call.parameters.get('SerialNumber') ?? '',
  run(call) {
    const device = needDevice(call);
    if (device.kind !== 'virtual') throw noSuchDevice(device.serial);
    if (device.userName !== undefined) {
      throw new AwsProblem(409, 'DeleteConflict', 'MFA VirtualDevice in use. Must deactivate first.');
    }
    callerAccount(call).devices.delete(device.serial);
    return undefined;
  },
};

/** Takes two codes in a row, which proves that the device's clock is right. A new device it may learn of late. */
export const enableMfaDevice: SignedAction = {
  constraints: {
    UserName: required(userName),
    SerialNumber: serialNumber,
    AuthenticationCode1: authenticationCode,
    AuthenticationCode2: authenticationCode,
  },
  resource: userResource,
  run(call) {
    const user = needUser(call);
    const device = needDevice(call);
    if ((device.knownFrom ?? 0) > call.now) throw noSuchDevice(device.serial);
    if (device.userName !== undefined)
      throw new AwsProblem(409, 'EntityAlreadyExists', 'MFA Device is already in use.');
    if (devicesOf(call, user.name).length >= MOST_DEVICES) {
      throw new AwsProblem(409, 'LimitExceeded', `Cannot exceed quota for MFADevicesPerUser: ${MOST_DEVICES}`);
    }
    const [first, second] = ['AuthenticationCode1', 'AuthenticationCode2'].map((name) =>
      stepOfCode(device, call.parameters.get(name) ?? '', call.now),
    );
    if (first === undefined || second !== first + 1) {
      throw new AwsProblem(403, 'InvalidAuthenticationCode', 'Authentication code for device is not valid.');
    }
    Object.assign(device, { userName: user.name, enabledAt: call.now, usedStep: second });
    return undefined;
  },
};

export const deactivateMfaDevice: SignedAction = {
  constraints: { UserName: userName, SerialNumber: serialNumber },
  resource: userResource,
  run(call) {
    const device = needDevice(call);
    if (device.userName !== needUser(call).name) throw noSuchEntity('The MFA device is not enabled for this user.');
    delete device.userName;
    delete device.enabledAt;
    return undefined;
  },
};

export const listMfaDevices: SignedAction = {
  constraints: { UserName: userName, ...paging },
  resource: userResource,
  run(call) {
    const devices = devicesOf(call, needUser(call).name).map((device) => ({
      UserName: device.userName,
      SerialNumber: device.serial,
      EnableDate: new Date(device.enabledAt ?? 0),
    }));
    return page('MFADevices', devices, call.parameters);
  },
};

export const listVirtualMfaDevices: SignedAction = {
  constraints: { AssignmentStatus: { type: 'enum', values: ['Assigned', 'Unassigned', 'Any'] }, ...paging },
  resource: resource('mfa'),
  run(call) {
    const { users, devices } = callerAccount(call);
    const status = call.parameters.get('AssignmentStatus') ?? 'Any';
    const wanted = [...devices.values()]
      .filter(({ kind }) => kind === 'virtual')
      .filter(({ userName }) => status === 'Any' || (status === 'Assigned') === (userName !== undefined));
    const results = wanted.map(({ serial, userName, enabledAt }) => {
      const user = users.get(userName ?? '');
      return {
        SerialNumber: serial,
        User: user && userResult(user),
        EnableDate: enabledAt === undefined ? undefined : new Date(enabledAt),
      };
    });
    return page('VirtualMFADevices', results, call.parameters);
  },
};

function devicesOf(call: SignedCall, user: string): MfaDevice[] {
  return [...callerAccount(call).devices.values()].filter((device) => device.userName === user);
}

function needDevice(call: SignedCall): MfaDevice {
  const serial = call.parameters.get('SerialNumber') ?? '';
  const device = callerAccount(call).devices.get(serial);
  if (!device) throw noSuchDevice(serial);
  return device;
}

const noSuchDevice = (serial: string): AwsProblem =>
  noSuchEntity(`VirtualMFADevice with serial number ${serial} does not exist.`);

/**
 * A white PNG of one pixel, in base64: where AWS answers a picture of a QR code, the sandbox answers a picture with
 * nothing on it. The seed is in the same answer.
 */
export const BLANK_PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg==';
