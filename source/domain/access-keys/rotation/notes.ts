import { type FormatFault, formatFault, formats } from '../../formats.ts';
import { isRecord, recordIn } from '../../record.ts';

/**
 * The note of a rotation that is under way, written before the new key is made: it tells a key of ours whose secret was lost
 * from a key of somebody else. No secret.
 */
export type Rotation = {
  /** Of the key that is replaced. */
  readonly old: string;
  /** ARN of the user. */
  readonly user: string;
  /** The access key IDs that the user had before. */
  readonly before: readonly string[];
  /** When AWS said so, by its own clock, in epoch milliseconds. */
  readonly at: number;
  /** Of the new key, once it is stored. */
  readonly new?: string;
  /** Until when the old key is kept, inactive, in epoch milliseconds. */
  readonly keepUntil?: number;
};

/** The rotations under way, by the name of the stored key. */
export type Rotations = ReadonlyMap<string, Rotation>;

/** Reads `rotations.json`. With a fault nobody knows which are under way. */
export function readRotations(text: string): { readonly value: Rotations; readonly fault?: FormatFault } {
  const record = recordIn(text);
  const entries = isRecord(record?.rotations) ? Object.entries(record.rotations) : undefined;
  if (record?.version !== formats.rotations || !entries?.every(([, each]) => isRotation(each))) {
    return { value: new Map(), fault: formatFault(record, formats.rotations) };
  }
  return { value: new Map(entries as [string, Rotation][]) };
}

export const rotationsText = (rotations: Rotations): string =>
  `${JSON.stringify({ version: formats.rotations, rotations: Object.fromEntries(rotations) }, null, 1)}\n`;

function isRotation(value: unknown): value is Rotation {
  if (!isRecord(value)) return false;
  const { old, user, before, at, keepUntil } = value;
  return (
    typeof old === 'string' &&
    typeof user === 'string' &&
    Array.isArray(before) &&
    before.every((id) => typeof id === 'string') &&
    typeof at === 'number' &&
    (value.new === undefined || typeof value.new === 'string') &&
    (keepUntil === undefined || typeof keepUntil === 'number')
  );
}
