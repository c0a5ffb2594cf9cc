import { join } from 'node:path';
import { formats } from '../../domain/formats.ts';
import {
  type EditRecord,
  holdsKeys,
  holdsSecret,
  isNewerRecord,
  readOldRecord,
  readRecord,
  replacedBetween,
} from '../../domain/profiles/edit/undo.ts';
import type { ProfileFile } from '../../domain/profiles/profile.ts';
import { Problem } from '../../problem.ts';
import { checkOwnDirectory, readOwnFile, shredOwnFile } from './own-directory.ts';
import { replaceFile } from './write.ts';

// The record of the last edit. It holds the lines that were replaced, never a secret, and is removed after a day.

const recordPath = (directory: string): string => join(directory, 'last-edit.json');

/** An import of thousands of profiles is smaller. Bytes. */
const largest = 64 << 20;

type Texts = {
  readonly kind: ProfileFile['kind'];
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
};

/** How it was saved: why not, and what puts the record before it back. */
type Saved = { readonly final: string | undefined; readonly takeBack: () => Promise<void> };

/** Saves what an edit is about to replace. @param isUndo the edit takes the last one back */
export async function saveRecord(directory: string, texts: readonly Texts[], isUndo: boolean): Promise<Saved> {
  const edits = texts.map(({ kind, path, before, after }) => ({
    kind,
    path,
    before: digestOf(before),
    after: digestOf(after),
    parts: replacedBetween(before ?? '', after ?? ''),
  }));
  const nothing = { takeBack: async () => undefined };
  if (edits.some(({ parts }) => holdsSecret(parts))) {
    const final = edits.some(({ parts }) => holdsKeys(parts))
      ? 'What was replaced contains keys, and rolecall keeps no copy of them.'
      : 'What was replaced may contain a secret, and rolecall keeps no copy of it.';
    return { ...nothing, final };
  }
  const path = recordPath(directory);
  try {
    checkOwnDirectory(directory, 'settings');
    const former = readOwnFile(path, largest)?.text;
    const record: EditRecord = { version: formats.editRecord, madeAt: Date.now(), ...(isUndo && { isUndo }), edits };
    await writeRecord(path, JSON.stringify(record));
    const takeBack = async () => (former === undefined ? shredOwnFile(path) : writeRecord(path, former));
    return { final: undefined, takeBack };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, title, means = '' } = error.text;
    const what = code === 'file-unwritable' ? `What an undo needs could not be saved in ${directory}.` : title;
    return { ...nothing, final: `${what} ${means}`.trim() };
  }
}

/** Written anew, so that it is ours and 0600 whatever was there; a record of 0.1.0 may have held keys. */
async function writeRecord(path: string, text: string): Promise<void> {
  shredOwnFile(path);
  await replaceFile(path, text, async () => undefined);
}

/** Removes the record of an edit that cannot be taken back any more. */
export const removeRecord = (directory: string): void => shredOwnFile(recordPath(directory));

/**
 * The last edit.
 * @param paths of the two files: a record of any other file is refused
 * @throws Problem where there is none that can be taken back
 */
export function loadRecord(directory: string, paths: Readonly<Record<ProfileFile['kind'], string>>): EditRecord {
  checkOwnDirectory(directory, 'settings');
  const found = usableRecord(directory);
  if (found === undefined) throw nothingToUndo();
  for (const { kind, path } of found.edits) {
    if (path !== paths[kind]) throw ofAnotherFile(path, paths[kind]);
  }
  return found;
}

/** Removes a record that is too old, or one of 0.1.0 with keys in it; a newer rolecall's stays. Never throws. */
export function sweepRecord(directory: string): void {
  try {
    checkOwnDirectory(directory, 'settings');
    usableRecord(directory);
  } catch {
    // Not our directory: nothing of it is touched.
  }
}

/** Reads the record, and removes one of no use. */
function usableRecord(directory: string): EditRecord | undefined {
  const path = recordPath(directory);
  const found = readOwnFile(path, largest);
  if (found === undefined) return undefined;
  const { text, stats } = found;
  if (isNewerRecord(text)) throw ofNewerVersion(path);
  const now = Date.now();
  const record = readRecord(text, now) ?? readOldRecord(text, digestOfText, { madeAt: stats.mtimeMs, now });
  if (record === undefined) shredOwnFile(path);
  return record;
}

/** Null where there is no text. */
export const digestOf = (text: string | undefined): string | null => (text === undefined ? null : digestOfText(text));

export const digestOfText = (text: string): string => new Bun.CryptoHasher('sha256').update(text).digest('hex');

export function nothingToUndo(): Problem {
  return new Problem({
    code: 'nothing-to-undo',
    title: 'There is no edit to undo.',
    means:
      'rolecall remembers its own last edit for a day, but not one that removed or added keys, or a command with a secret.',
  });
}

function ofNewerVersion(path: string): Problem {
  return new Problem({
    code: 'nothing-to-undo',
    title: 'The last edit was made by a newer rolecall, and only that can undo it.',
    todo: ['Update rolecall.', `Or forget the edit: delete ${path}`],
  });
}

function ofAnotherFile(path: string, now: string): Problem {
  return new Problem({
    code: 'undo-elsewhere',
    title: `The last edit was in ${path}, which is not your AWS configuration now.`,
    means: `It is ${now}, set with AWS_CONFIG_FILE or AWS_SHARED_CREDENTIALS_FILE.`,
    todo: ['Set them as they were for that edit, and then undo it.'],
  });
}
