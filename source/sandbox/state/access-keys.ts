/** A long-term access key. */
export interface AccessKey {
  readonly id: string;
  readonly secret: string;
  /** As IAM has it; who reads it late, sees what `changes` say. */
  active: boolean;
  readonly createdAt: number;
  /** The last request with a good signature; absent before the first one. */
  lastUsed?: KeyUse;
  deleted?: true;
  /** What was done to the key and has not reached everybody, oldest first; absent where nothing was. */
  changes?: KeyChange[];
}

/** A request that a key signed. */
export interface KeyUse {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly service: string;
  readonly region: string;
}

/** Who learns of keys by themselves: the signature checks of both services, and ListAccessKeys. */
export type KeyReader = 'sts' | 'iam' | 'lists';

const READERS: readonly KeyReader[] = ['sts', 'iam', 'lists'];

/** How late each reader learns that a key was created, changed or deleted, in milliseconds. */
export interface KeyPropagation extends Record<KeyReader, number> {
  /** Whether the reader alternates between the new state and the old one in the second half of its delay. */
  flicker: boolean;
}

export type KeyStatus = 'Active' | 'Inactive' | 'none';

/** One creation, change or deletion of a key. */
interface KeyChange {
  /** The status until then. */
  readonly before: KeyStatus;
  readonly arrival: Readonly<Record<KeyReader, Arrival>>;
}

/** How a change reaches one reader. Times in milliseconds since 1970. */
interface Arrival {
  readonly knownFrom: number;
  /** Not before `knownFrom` where nothing flickers. */
  readonly flickersFrom: number;
  /** Reads since `flickersFrom`: the first sees the change, the second does not, and so on. */
  reads: number;
}

/** Records a change that was made to a key at `now`; `before` is the status until then. */
export function noteChange(key: AccessKey, before: KeyStatus, now: number, propagation: KeyPropagation): void {
  const arrival = (reader: KeyReader): Arrival => {
    const knownFrom = now + propagation[reader];
    return { knownFrom, flickersFrom: propagation.flicker ? now + propagation[reader] / 2 : knownFrom, reads: 0 };
  };
  const old = key.changes ?? [];
  const settled = old.findLastIndex((change) => isSettled(change, now));
  const change = { before, arrival: { sts: arrival('sts'), iam: arrival('iam'), lists: arrival('lists') } };
  key.changes = [...old.slice(settled + 1), change];
}

/** The status of a key as `reader` sees it at `now`. A later change hides an earlier one that has not arrived. */
export function statusSeenBy(reader: KeyReader, key: AccessKey, now: number): KeyStatus {
  const changes = key.changes ?? [];
  const latest = changes.findLastIndex((change) => arrives(change.arrival[reader], now));
  return changes[latest + 1]?.before ?? statusOf(key);
}

/** The status of a key, changes included that nobody else knows of. */
export function statusOf({ active, deleted }: AccessKey): KeyStatus {
  if (deleted) return 'none';
  return active ? 'Active' : 'Inactive';
}

/** Whether everybody knows everything of a key. */
export const isSpread = ({ changes = [] }: AccessKey, now: number): boolean =>
  changes.every((change) => isSettled(change, now));

const isSettled = ({ arrival }: KeyChange, now: number): boolean =>
  READERS.every((reader) => arrival[reader].knownFrom <= now);

function arrives(arrival: Arrival, now: number): boolean {
  if (now >= arrival.knownFrom) return true;
  if (now < arrival.flickersFrom) return false;
  arrival.reads += 1;
  return arrival.reads % 2 === 1;
}
