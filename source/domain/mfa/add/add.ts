import { Cancelled } from '../../../problem.ts';
import { AwsFailure } from '../../sessions/failures/aws-failure.ts';
import type { Credentials } from '../../sessions/session.ts';
import { mostDevices, type NewDevice, type UserDeviceCalls } from '../user-devices.ts';
import { serialOf, usualNames } from './device-name.ts';
import { enablingUnclear, nameTaken, tooManyDevices } from './problems.ts';
import { askTwoCodes, type EnableNews, type EnableQuestion } from './two-codes.ts';

/** What is told while a device is added. */
export type AddStep =
  /** One that was made and never enabled is deleted. */
  | 'removed unfinished'
  /** It could not be deleted: that is not allowed. */
  | 'kept unfinished'
  | 'made'
  /** Given up or failed: the new one is deleted again. */
  | 'taken back'
  /** It could not be; the next run does it, or offers to. */
  | 'left behind'
  /** It could not be, and no run can. */
  | 'not allowed to delete';

/** The world, as far as adding a device needs it. */
export type AddPorts = {
  readonly calls: UserDeviceCalls;
  /** Whether the person wants a device deleted that was made and never enabled. */
  readonly agrees: (serial: string) => Promise<boolean>;
  /** Shows the secret of the new device: as a picture, in words. */
  readonly show: (device: NewDevice) => Promise<void>;
  /** What the person types. @throws Cancelled */
  readonly ask: (question: EnableQuestion) => Promise<string>;
  readonly told: (step: AddStep, serial: string) => void;
  /** Notes that a code is used, for the next question. @returns takes the note back */
  readonly noteUse: (serial: string, code: string) => Promise<() => Promise<void>>;
  readonly now: () => number;
  /** Milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
};

/** For whom, by their ARN, with which credentials, and under which name; the usual one unless given. */
export type AddOptions = { readonly caller: Credentials; readonly user: string; readonly name?: string | undefined };

/**
 * Makes a virtual device, shows its secret, and enables it with two codes. Wherever it ends before that, the device is deleted
 * again; where this process dies, the next run does it, or offers to.
 * @returns its serial
 * @throws Cancelled; Problem where the name is taken, there are too many, or AWS does not say how it ended; AwsFailure
 */
export async function addDevice(options: AddOptions, ports: AddPorts): Promise<string> {
  const mine = await unlessRefused(ports.calls.list(options.caller, options.user));
  if (mine !== undefined && mine.length >= mostDevices) throw tooManyDevices();
  const taken = new Set(mine?.map(({ serial }) => serial));
  const device = await make(options, taken, ports);
  ports.told('made', device.serial);
  try {
    await ports.show(device);
    await enable(device.serial, options, ports);
  } catch (error) {
    if (error instanceof Unclear) throw enablingUnclear(device.serial, error.failure);
    // Its answer may have been lost, and it is enabled after all.
    if ((await takeBack(device.serial, options, ports)) === 'enabled') return device.serial;
    throw error;
  }
  return device.serial;
}

/** How long IAM may take to learn of what was made or deleted a moment ago, and the time between two tries. Milliseconds. */
const patience = 20_000;
const betweenTries = 1_000;

/** Makes the device under the first name that is free, or that of one which nobody has enabled. */
async function make(
  { caller, user, name }: AddOptions,
  mine: ReadonlySet<string>,
  ports: AddPorts,
): Promise<NewDevice> {
  const { calls } = ports;
  const usual = usualNames(user);
  const unfinished = new Set(await unlessRefused(calls.unassigned(caller)));
  // `mary-2` may be what the user mary-2 is adding at this moment.
  const isOwn = (each: string): boolean => each === usual[0];
  const clear = (each: string) => clearName(serialOf(user, each), isOwn(each), caller, ports);
  for (const each of name === undefined ? usual : [name]) {
    const serial = serialOf(user, each);
    if (mine.has(serial)) continue;
    if (unfinished.has(serial) && !(await clear(each))) continue;
    const made = await create(caller, each, unfinished.has(serial), ports);
    if (made !== 'taken') return made;
    // Perhaps unfinished as well, where the user may not list such. It may be in use as well, so that another name does.
    if ((name === undefined && !isOwn(each)) || !(await clear(each))) continue;
    const again = await create(caller, each, true, ports);
    if (again !== 'taken') return again;
  }
  throw nameTaken(serialOf(user, name ?? (usual[0] as string)));
}

/**
 * Makes a device.
 * @param isFreed one of that name was deleted a moment ago, which IAM may learn of late
 */
async function create(
  caller: Credentials,
  name: string,
  isFreed: boolean,
  { calls, now, wait }: AddPorts,
): Promise<NewDevice | 'taken'> {
  for (const until = now() + (isFreed ? patience : 0); ; await wait(betweenTries)) {
    try {
      return await calls.create(caller, name);
    } catch (error) {
      if (!isRefusal(error, 'EntityAlreadyExists')) throw error;
      if (now() >= until) return 'taken';
    }
  }
}

/**
 * Deletes the device of a name, where nobody has enabled it: AWS deletes no other.
 * @param isOwn it has the very name of this user; of any other the person is asked
 * @returns false where the name stays taken
 */
async function clearName(
  serial: string,
  isOwn: boolean,
  caller: Credentials,
  { calls, agrees, told }: AddPorts,
): Promise<boolean> {
  if (!isOwn && !(await agrees(serial))) return false;
  try {
    await calls.remove(caller, serial);
    told('removed unfinished', serial);
    return true;
  } catch (error) {
    if (isRefusal(error, 'NoSuchEntity')) return true;
    if (isRefusal(error, 'DeleteConflict')) return false;
    if (!isRefusal(error, 'AccessDenied')) throw error;
    told('kept unfinished', serial);
    return false;
  }
}

/** Asks for two codes until AWS accepts them. */
async function enable(serial: string, options: AddOptions, ports: AddPorts): Promise<void> {
  for (let news: EnableNews | undefined; ; ) {
    const codes = await askTwoCodes(serial, ports.ask, news);
    if (codes === undefined) throw new Cancelled();
    const forget = await ports.noteUse(serial, codes[1]);
    const call = () => ports.calls.enable(options.caller, options.user, serial, codes);
    const ended = await send(call, ports).catch(async (error: unknown) => {
      await forget();
      throw error;
    });
    if (ended === 'enabled') return;
    if (ended !== 'refused' && (await isEnabled(serial, options, ports, ended))) return;
    await forget();
    news = ended === 'refused' ? 'refused' : 'unanswered';
  }
}

/** Sends the codes. @returns the failure where AWS's answer is not known. @throws AwsFailure for any other answer of AWS */
async function send(call: () => Promise<void>, { now, wait }: AddPorts): Promise<'enabled' | 'refused' | AwsFailure> {
  for (const until = now() + patience; ; await wait(betweenTries)) {
    try {
      await call();
      return 'enabled';
    } catch (error) {
      if (isRefusal(error, 'InvalidAuthenticationCode')) return 'refused';
      // By codes that it took before, and whose answer was lost.
      if (isRefusal(error, 'EntityAlreadyExists')) return error;
      const isNew = isRefusal(error, 'NoSuchEntity', 'EntityTemporarilyUnmodifiable');
      if (isNew && now() < until) continue;
      if (!(error instanceof AwsFailure) || isAnswer(error)) throw error;
      return error;
    }
  }
}

class Unclear extends Error {
  readonly failure: AwsFailure;

  constructor(failure: AwsFailure) {
    super('it is not known whether the device is enabled');
    this.failure = failure;
  }
}

/** So often IAM is asked for the device after its answer was lost: it may learn of it late. */
const looks = 3;

/** @throws Unclear where that cannot be found out */
async function isEnabled(
  serial: string,
  { caller, user }: AddOptions,
  { calls, wait }: AddPorts,
  failure: AwsFailure,
): Promise<boolean> {
  for (let look = 1; look <= looks; look += 1) {
    if (look > 1) await wait(betweenTries);
    const mine = await calls.list(caller, user).catch((error: unknown) => {
      throw error instanceof AwsFailure ? new Unclear(failure) : error;
    });
    if (mine.some((each) => each.serial === serial)) return true;
  }
  return false;
}

async function takeBack(
  serial: string,
  { caller }: AddOptions,
  { calls, told }: AddPorts,
): Promise<'enabled' | 'done'> {
  try {
    await calls.remove(caller, serial);
    told('taken back', serial);
  } catch (error) {
    if (isRefusal(error, 'DeleteConflict')) return 'enabled';
    if (!(error instanceof AwsFailure)) throw error;
    const isDenied = isRefusal(error, 'AccessDenied');
    if (error.code !== 'NoSuchEntity') told(isDenied ? 'not allowed to delete' : 'left behind', serial);
  }
  return 'done';
}

const isAnswer = (error: AwsFailure): boolean => error.kind === 'refused' && (error.status ?? 0) < 500;

const isRefusal = (error: unknown, ...codes: readonly string[]): error is AwsFailure =>
  error instanceof AwsFailure && isAnswer(error) && codes.includes(error.code);

/** What a call gives; undefined where AWS refuses it: a user may be allowed less than others. */
const unlessRefused = <T>(call: Promise<T>): Promise<T | undefined> =>
  call.catch((error: unknown) => {
    if (error instanceof AwsFailure && isAnswer(error) && error.code === 'AccessDenied') return undefined;
    throw error;
  });
