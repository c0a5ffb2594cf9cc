import { Cancelled, Problem } from '../../../problem.ts';
import { AwsFailure } from '../../sessions/failures/aws-failure.ts';
import type { Credentials } from '../../sessions/session.ts';
import { nothingStored } from '../problems.ts';
import type { AccessKey, StoredKey } from '../stored-key.ts';
import type { OtherKey, UserKey, UserKeyCalls, UserKeys } from '../user-keys.ts';
import type { Rotation } from './notes.ts';
import { newKeyGone, otherKey, perhapsOurs, rotationKept, unlisted, unproven } from './problems.ts';
import { type ProofPorts, proveKey, userNow } from './proof.ts';

/** `CreateDate` has whole seconds. Milliseconds. */
const coarse = 1_000;

/** What a rotation tells while it goes on. */
export type RotationStep = {
  readonly step: 'resumed' | 'made' | 'stored' | 'waiting' | 'proven' | 'deactivated' | 'deleted';
  readonly accessKeyId: string;
};

/** How it ended: the old key is deleted, or kept inactive until a time. */
export type Rotated = {
  readonly accessKeyId: string;
  readonly old: string;
  readonly keptUntil?: number;
};

/** The world, as far as a rotation needs it. */
export type RotationPorts = ProofPorts & {
  /** Credentials that may call IAM for the key in use: the key itself, or its MFA session. @throws Problem, Cancelled */
  readonly signer: () => Promise<Credentials>;
  readonly read: () => Promise<StoredKey | undefined>;
  /** Stores a key and reads it back. @throws Problem; what was stored before is then still there */
  readonly store: (key: StoredKey) => Promise<void>;
  readonly rotation: () => Promise<Rotation | undefined>;
  /** Safe on the disk when it settles. @throws Problem */
  readonly noteRotation: (rotation: Rotation | undefined) => Promise<void>;
  /** Whether the person wants a key deleted that stands in the way. */
  readonly agrees: (question: 'inactive' | 'perhaps ours', key: OtherKey) => Promise<boolean>;
  readonly told: (step: RotationStep) => void;
};

/** How long the old key is kept, inactive, in milliseconds; 0 deletes it at once, also one that is kept longer. */
export type RotationOptions = { readonly name: string; readonly keepOld: number | undefined };

/**
 * Replaces a stored key by a new one. At each moment the key in use is stored and works, and whatever ends this process,
 * the next run goes on from there: a note is written before the new key is made, both keys are stored side by side until the
 * new one is proven, and the old one is deactivated, which can be undone, before it is deleted.
 * @throws Problem where a key of somebody else stands in the way, or AWS does not come to know the new one; AwsFailure
 */
export async function rotate(options: RotationOptions, ports: RotationPorts): Promise<Rotated> {
  const [key, rotation] = [await ports.read(), await ports.rotation()];
  if (key === undefined) throw nothingStored(options.name);
  if (key.next !== undefined) return goOnFromNext(options, key, key.next, rotation, ports);
  if (key.previous !== undefined) return goOnFromPrevious(options, key, key.previous, rotation, ports);
  if (rotation !== undefined && (rotation.new !== undefined || rotation.old !== key.current.accessKeyId)) {
    // Only the note is left, or the key was replaced by hand; or the new key was stored once, and is gone.
    await ports.noteRotation(undefined);
    if (rotation.new === key.current.accessKeyId) return { accessKeyId: rotation.new, old: rotation.old };
    return begin(options, key, undefined, ports);
  }
  return begin(options, key, rotation, ports);
}

/** @param former the note of a run that may have made a key, and did not store it */
async function begin(
  options: RotationOptions,
  stored: StoredKey,
  former: Rotation | undefined,
  ports: RotationPorts,
): Promise<Rotated> {
  const { calls } = ports;
  const signer = await ports.signer();
  // By the name that is stored IAM might find somebody else by now.
  const key = { ...stored, user: await userNow(stored.current, stored.user, calls) };
  const listed = await makeRoom(options, key, signer, former, ports);
  const rotation: Rotation = former ?? {
    old: key.current.accessKeyId,
    user: key.user,
    before: listed.keys.map(({ accessKeyId }) => accessKeyId),
    at: listed.at,
  };
  if (former === undefined) await ports.noteRotation(rotation);
  let made: AccessKey;
  try {
    made = await calls.create(signer, key.user);
  } catch (error) {
    const isRefused = error instanceof AwsFailure && error.kind === 'refused' && (error.status ?? 0) < 500;
    // A run before this one may have made a key that IAM does not list yet.
    if (isRefused && former !== undefined && error.code === 'LimitExceeded') throw unlisted(options.name);
    if (isRefused && former === undefined) await ports.noteRotation(undefined);
    throw error;
  }
  ports.told({ step: 'made', accessKeyId: made.accessKeyId });
  const both: StoredKey = { ...key, next: made };
  await ports.store(both);
  ports.told({ step: 'stored', accessKeyId: made.accessKeyId });
  await ports.noteRotation({ ...rotation, new: made.accessKeyId });
  return promote(options, both, made, ports, signer);
}

/**
 * Sees that the user has room for a second key. A key that a former run of ours has made and lost is deleted, with the
 * person's consent; so is one that is inactive. Any other one is somebody's.
 */
async function makeRoom(
  { name }: RotationOptions,
  { current, user }: StoredKey,
  signer: Credentials,
  former: Rotation | undefined,
  { calls, agrees, told, now, wait }: RotationPorts,
): Promise<UserKeys> {
  const listed = await listedNow(current, user, signer, { calls, now, wait });
  const others = listed.keys.filter(({ accessKeyId }) => accessKeyId !== current.accessKeyId);
  for (const other of others) {
    const lastUse = await calls.lastUse(signer, other.accessKeyId).catch((error: unknown) => {
      if (error instanceof AwsFailure && error.kind === 'refused') return 'unknown' as const;
      throw error;
    });
    const known: OtherKey = { ...other, lastUse };
    const isOurs = former !== undefined && lastUse === undefined && isPerhapsMade(other, former);
    if (!isOurs && other.isActive) throw otherKey(name, known);
    if (!(await agrees(isOurs ? 'perhaps ours' : 'inactive', known))) {
      throw isOurs ? perhapsOurs(name, known) : otherKey(name, known);
    }
    await removeKey(calls, signer, user, other.accessKeyId);
    told({ step: 'deleted', accessKeyId: other.accessKeyId });
  }
  return { ...listed, keys: listed.keys.filter((each) => !others.includes(each)) };
}

/** How long IAM may go on listing a key that is deleted, and the time between two looks. Milliseconds. */
const listPatience = 10_000;
const betweenLists = 1_000;

/**
 * What IAM lists, once it has forgotten what is deleted: it tells nothing of such a key, and lists it for a while. To somebody
 * who may not ask it tells nothing of any key: that is not waited for.
 */
async function listedNow(
  { accessKeyId }: AccessKey,
  user: string,
  signer: Credentials,
  { calls, now, wait }: Pick<RotationPorts, 'calls' | 'now' | 'wait'>,
): Promise<UserKeys> {
  let mayAsk: boolean | undefined;
  for (const until = now() + listPatience; ; await wait(betweenLists)) {
    const listed = await calls.list(signer, user);
    const other = listed.keys.find((each) => each.accessKeyId !== accessKeyId);
    if (other === undefined || now() >= until || !(await isUntold(calls.lastUse(signer, other.accessKeyId))))
      return listed;
    // AWS says AccessDenied of a key that is gone as well.
    mayAsk ??= !(await isUntold(calls.lastUse(signer, accessKeyId)));
    if (!mayAsk) return listed;
  }
}

const isUntold = (call: Promise<unknown>): Promise<boolean> =>
  call.then(
    () => false,
    (error: unknown) => {
      if (error instanceof AwsFailure && error.kind === 'refused') return true;
      throw error;
    },
  );

/** Whether a run of ours may have made a key and lost its secret: it was not there before, and is younger. */
export const isPerhapsMade = ({ accessKeyId, createdAt }: UserKey, { before, at }: Rotation): boolean =>
  !before.includes(accessKeyId) && createdAt >= at - coarse;

async function goOnFromNext(
  options: RotationOptions,
  key: StoredKey,
  next: AccessKey,
  rotation: Rotation | undefined,
  ports: RotationPorts,
): Promise<Rotated> {
  ports.told({ step: 'resumed', accessKeyId: next.accessKeyId });
  if (rotation !== undefined && rotation.new === undefined) {
    await ports.noteRotation({ ...rotation, new: next.accessKeyId });
  }
  return promote(options, key, next, ports);
}

/** Proves the new key, takes it into use, and goes on to the old one. */
async function promote(
  options: RotationOptions,
  key: StoredKey,
  next: AccessKey,
  ports: RotationPorts,
  signer?: Credentials,
): Promise<Rotated> {
  const { user, failure } = await proveKey(next, key.user, ports);
  if (failure !== undefined) {
    // Deleted meanwhile: by now IAM would list it.
    if (failure.kind !== 'refused' || !(await isUnlisted(next, key.current, user, ports)))
      throw unproven(options.name, next.accessKeyId, failure);
    const { next: _, ...without } = key;
    await ports.store(without);
    await ports.noteRotation(undefined);
    throw newKeyGone(options.name, next.accessKeyId);
  }
  ports.told({ step: 'proven', accessKeyId: next.accessKeyId });
  const promoted: StoredKey = { user, current: next, previous: key.current };
  await ports.store(promoted);
  return retire(options, promoted, key.current, ports, signer);
}

async function isUnlisted(
  { accessKeyId }: AccessKey,
  current: AccessKey,
  user: string,
  { calls, signer }: RotationPorts,
): Promise<boolean> {
  try {
    const { keys } = await calls.list(await signer(), await userNow(current, user, calls));
    return keys.length > 0 && keys.every((each) => each.accessKeyId !== accessKeyId);
  } catch (error) {
    if (error instanceof AwsFailure || error instanceof Problem || error instanceof Cancelled) return false;
    throw error;
  }
}

async function goOnFromPrevious(
  options: RotationOptions,
  key: StoredKey,
  previous: AccessKey,
  rotation: Rotation | undefined,
  ports: RotationPorts,
): Promise<Rotated> {
  const { keepUntil } = rotation ?? {};
  if (keepUntil !== undefined && keepUntil > ports.now() && options.keepOld !== 0) {
    throw rotationKept(options.name, previous.accessKeyId, keepUntil);
  }
  ports.told({ step: 'resumed', accessKeyId: key.current.accessKeyId });
  // Its time is over, or the person wants it gone.
  const keepOld = keepUntil === undefined ? options.keepOld : 0;
  const user = await userNow(key.current, key.user, ports.calls);
  return retire({ ...options, keepOld }, { ...key, user }, previous, ports);
}

/** Deactivates the old key, proves the new one again, and deletes the old one, or notes until when it is kept. */
async function retire(
  { name, keepOld = 0 }: RotationOptions,
  key: StoredKey,
  old: AccessKey,
  ports: RotationPorts,
  signer?: Credentials,
): Promise<Rotated> {
  const { calls, told } = ports;
  const { current } = key;
  // Not the old key: once it is inactive it could not delete itself.
  const caller = signer?.sessionToken === undefined ? await ports.signer() : signer;
  await unlessGone(calls.setActive(caller, key.user, old.accessKeyId, false));
  told({ step: 'deactivated', accessKeyId: old.accessKeyId });
  const { user, failure } = await proveKey(current, key.user, ports);
  if (failure !== undefined) {
    // Back to the old one, which has just worked.
    await unlessGone(calls.setActive(caller, user, old.accessKeyId, true));
    await ports.store({ user, current: old, next: current });
    throw unproven(name, current.accessKeyId, failure);
  }
  const rotated = { accessKeyId: current.accessKeyId, old: old.accessKeyId };
  if (keepOld > 0) {
    const keptUntil = ports.now() + keepOld;
    const former = await ports.rotation();
    const rotation = former ?? { old: old.accessKeyId, user, before: [old.accessKeyId], at: ports.now() };
    await ports.noteRotation({ ...rotation, new: current.accessKeyId, keepUntil: keptUntil });
    return { ...rotated, keptUntil };
  }
  await removeKey(calls, caller, user, old.accessKeyId);
  told({ step: 'deleted', accessKeyId: old.accessKeyId });
  await ports.store({ user, current });
  await ports.noteRotation(undefined);
  return rotated;
}

/** What is gone already was deleted elsewhere, or by a run whose answer was lost. A user that is not found says nothing of keys. */
async function unlessGone(call: Promise<void>): Promise<void> {
  await call.catch((error: unknown) => {
    const isGone = error instanceof AwsFailure && error.code === 'NoSuchEntity' && !/^the user /i.test(error.message);
    if (!isGone) throw error;
  });
}

const removeKey = (calls: UserKeyCalls, caller: Credentials, user: string, accessKeyId: string): Promise<void> =>
  unlessGone(calls.remove(caller, user, accessKeyId));
