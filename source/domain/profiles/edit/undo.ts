import { formatFault, formats } from '../../formats.ts';
import { jsonIn, recordIn } from '../../record.ts';
import type { ProfileFile } from '../profile.ts';
import { linesOf, textHoldsKeys, textHoldsSecret } from '../secrets.ts';
import { commonLines } from './common-lines.ts';

/** Lines that an edit took out of a text and put in. */
type Part = {
  /** Where they stand in the text after the edit, in UTF-16 units. */
  readonly at: number;
  readonly removed: string;
  readonly inserted: string;
};

/** The last edit, stored to take it back: what was replaced, and never a whole file. */
export type EditRecord = {
  readonly version: typeof formats.editRecord;
  /** Epoch milliseconds. */
  readonly madeAt: number;
  /** It took an edit back, so that to take it back does the edit again; missing in the records of older versions. */
  readonly isUndo?: boolean;
  readonly edits: readonly EditOfFile[];
};

type EditOfFile = {
  readonly kind: ProfileFile['kind'];
  /** As the person names it. */
  readonly path: string;
  /** The digests of the whole text before and after; `null` where there was no file. */
  readonly before: string | null;
  readonly after: string | null;
  readonly parts: readonly Part[];
};

/** How long an edit can be taken back. */
export const undoDays = 1;

const lifetime = undoDays * 86_400_000;

/** The lines that differ. Lines that stay are in no part, so that a secret beside a changed line is not stored. */
export function replacedBetween(before: string, after: string): readonly Part[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let [oldEnd, nowEnd] = [old.length, now.length];
  while (oldEnd > start && nowEnd > start && old[oldEnd - 1] === now[nowEnd - 1]) {
    oldEnd--;
    nowEnd--;
  }
  const parts: Part[] = [];
  let at = lengthOf(now, 0, start);
  let [i, j] = [start, start];
  const common = commonLines(old.slice(start, oldEnd), now.slice(start, nowEnd));
  const stays = common.map(([one, other]) => [one + start, other + start] as const);
  for (const [nextOld, nextNow] of [...stays, [oldEnd, nowEnd] as const]) {
    const [removed, inserted] = [old.slice(i, nextOld).join(''), now.slice(j, nextNow).join('')];
    if (removed !== '' || inserted !== '') parts.push({ at, removed, inserted });
    at += inserted.length + (now[nextNow] ?? '').length;
    [i, j] = [nextOld + 1, nextNow + 1];
  }
  return parts;
}

/** The text before the edit; undefined where the parts do not fit. */
export function restored(after: string, parts: readonly Part[]): string | undefined {
  let text = after;
  for (const { at, removed, inserted } of [...parts].sort((a, b) => b.at - a.at)) {
    if (text.slice(at, at + inserted.length) !== inserted) return undefined;
    text = text.slice(0, at) + removed + text.slice(at + inserted.length);
  }
  return text;
}

/** Is there a secret among the lines that were taken out or put in, be it in a comment? */
export const holdsSecret = (parts: readonly Part[]): boolean =>
  parts.some(({ removed, inserted }) => textHoldsSecret(removed) || textHoldsSecret(inserted));

/** Is there a key among them? Else a secret stands in a command or in an address. */
export const holdsKeys = (parts: readonly Part[]): boolean =>
  parts.some(({ removed, inserted }) => textHoldsKeys(removed) || textHoldsKeys(inserted));

/** Reads a stored record; undefined where it is none of ours, or too old. @param now epoch milliseconds */
export function readRecord(text: string, now: number): EditRecord | undefined {
  const value = recordIn(text) as Partial<EditRecord> | undefined;
  const { madeAt, edits } = value ?? {};
  if (value?.version !== formats.editRecord || typeof madeAt !== 'number' || !Array.isArray(edits)) return undefined;
  // One of the future was made before the clock was set back: it is taken back where the files are still as it left them.
  if (now - madeAt > lifetime) return undefined;
  const kinds = new Set(edits.map((edit: Partial<EditOfFile> | null) => edit?.kind));
  if (edits.length === 0 || kinds.size !== edits.length || !edits.every(isEditOfFile)) return undefined;
  return value as EditRecord;
}

/**
 * Reads a record of rolecall 0.1.0, which holds whole files: without a secret in them it can still be taken back.
 * @param digest of a text
 * @param madeAt epoch milliseconds, by the file
 */
export function readOldRecord(
  text: string,
  digest: (text: string) => string,
  { madeAt, now }: { readonly madeAt: number; readonly now: number },
): EditRecord | undefined {
  const value = jsonIn(text);
  if (!Array.isArray(value)) return undefined;
  const record = {
    version: formats.editRecord,
    madeAt,
    edits: value.map((edit: Partial<Record<string, unknown>> | null) => {
      const { kind, path, before, after } = edit ?? {};
      const [old, now] = [before ?? '', after ?? ''];
      if (typeof old !== 'string' || typeof now !== 'string' || [old, now].some(textHoldsSecret)) return undefined;
      const hash = (whole: unknown) => (typeof whole === 'string' ? digest(whole) : null);
      return { kind, path, before: hash(before), after: hash(after), parts: replacedBetween(old, now) };
    }),
  };
  return readRecord(JSON.stringify(record), now);
}

/** Is this a record of a rolecall that is newer? */
export const isNewerRecord = (text: string): boolean => formatFault(jsonIn(text), formats.editRecord) === 'newer';

function isEditOfFile(value: unknown): value is EditOfFile {
  const { kind, path, before, after, parts } = (value ?? {}) as Partial<Record<keyof EditOfFile, unknown>>;
  const isDigest = (digest: unknown) => digest === null || typeof digest === 'string';
  const isKnown = kind === 'config' || kind === 'credentials';
  return isKnown && typeof path === 'string' && isDigest(before) && isDigest(after) && isParts(parts);
}

function isParts(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  return value.every((part: Partial<Record<keyof Part, unknown>> | null) => {
    const { at, removed, inserted } = part ?? {};
    return Number.isInteger(at) && (at as number) >= 0 && typeof removed === 'string' && typeof inserted === 'string';
  });
}

function lengthOf(lines: readonly string[], start: number, end: number): number {
  let length = 0;
  for (let index = start; index < end; index++) length += lines[index]?.length ?? 0;
  return length;
}
