import { rm } from 'node:fs/promises';
import { changedMeanwhile, isAsShown, type ProfileEditor } from '../../domain/profiles/edit/file-edits.ts';
import { restored } from '../../domain/profiles/edit/undo.ts';
import type { ProfileFile } from '../../domain/profiles/profile.ts';
import { Problem } from '../../problem.ts';
import { readProfileFile } from './aws-files.ts';
import { digestOf, loadRecord, nothingToUndo, removeRecord, saveRecord } from './last-edit.ts';
import { locked } from './lock.ts';
import { bytesOf, checkReplaceable, checkWritable, finalPath, replaceFile, sweepLeftovers } from './write.ts';

/** One file to change: as the user names it, its final path, the bytes read, and the new text (undefined: remove it). */
type Change = {
  readonly file: ProfileFile;
  readonly path: string;
  readonly bytes: Buffer | undefined;
  readonly text: string | undefined;
};

/**
 * Edits the two files under a lock that every rolecall takes. Other programs take no lock, such as an editor; their
 * changes are noticed, because the file is compared with the bytes read at the last moment.
 * @param paths of the two files; symbolic links are followed
 * @param directory for the record of the last edit
 */
export function createProfileEditor(
  paths: Readonly<Record<ProfileFile['kind'], string>>,
  directory: string,
): ProfileEditor {
  return {
    checkWritable: async (kind) => {
      const { path } = await readNow(kind, paths[kind]);
      await checkWritable(path);
    },
    edit: (edits, lasting) =>
      withLocks([...new Set(edits.map(({ kind }) => paths[kind]))], async () => {
        const changes: Change[] = [];
        for (const edit of edits) {
          const read = await readNow(edit.kind, paths[edit.kind]);
          if (!isAsShown(edit, read.file)) throw changedMeanwhile(read.file.path);
          const text = edit.change(read.file);
          if (text !== (read.file.text ?? '')) changes.push({ ...read, text });
        }
        const final = changes.length > 0 ? await writeAll(changes, directory, { lasting }) : undefined;
        return { files: changes.map(({ file }) => file.path), final };
      }),
    undo: async () => {
      const { edits, isUndo } = loadRecord(directory, paths);
      const isAgain = isUndo === true;
      return withLocks(
        edits.map(({ path }) => path),
        async () => {
          const changes: Change[] = [];
          for (const { kind, path, before, after, parts } of edits) {
            const read = await readNow(kind, path);
            const now = digestOf(read.file.text);
            if (now === before) throw nothingToUndo();
            const text = now === after ? restored(read.file.text ?? '', parts) : undefined;
            if (text === undefined || digestOf(before === null ? undefined : text) !== before) throw changedSince(path);
            changes.push({ ...read, text: before === null ? undefined : text });
          }
          await writeAll(changes, directory, { isUndo: !isAgain });
          return { files: changes.map(({ file }) => file.path), isAgain };
        },
      );
    },
  };
}

/** Holds the locks of all files while it works. They are taken in sorted order, so that there is no deadlock. */
async function withLocks<T>(files: readonly string[], work: () => Promise<T>): Promise<T> {
  const targets = [...new Set(await Promise.all(files.map((path) => finalPath(path))))].sort();
  for (const path of targets) await checkReplaceable(path);
  const next = (index: number): Promise<T> => {
    const path = targets[index];
    if (path === undefined) return work();
    return locked(path, async () => {
      await sweepLeftovers(path);
      return next(index + 1);
    });
  };
  return next(0);
}

async function readNow(kind: ProfileFile['kind'], named: string): Promise<Omit<Change, 'text'>> {
  const file = await readProfileFile(kind, named);
  const path = await finalPath(named);
  const bytes = file.text === undefined ? undefined : Buffer.from(file.text);
  return { file, path, bytes };
}

/**
 * Writes all files or none: if one fails, those already replaced are restored.
 * @param how.lasting why that cannot be taken back, whatever the lines are
 * @param how.isUndo they take the last edit back
 * @returns why this cannot be taken back; undefined where it can
 */
async function writeAll(
  changes: readonly Change[],
  directory: string,
  { lasting, isUndo = false }: { readonly lasting?: string | undefined; readonly isUndo?: boolean },
): Promise<string | undefined> {
  // Saved before the files: after a crash in between, the record fits no file, and undo refuses.
  const texts = changes.map(({ file, text }) => ({ kind: file.kind, path: file.path, before: file.text, after: text }));
  const saved = lasting === undefined ? await saveRecord(directory, texts, isUndo) : unsaved(lasting);
  const replaced: Change[] = [];
  try {
    for (const change of changes) {
      await write(change);
      replaced.push(change);
    }
  } catch (error) {
    for (const { path, file, text } of replaced) {
      await write({ path, file, text: file.text, bytes: text === undefined ? undefined : Buffer.from(text) });
    }
    await saved.takeBack();
    throw error;
  }
  if (saved.final !== undefined) removeRecord(directory);
  return saved.final;
}

/** An edit that is not recorded. */
const unsaved = (final: string) => ({ final, takeBack: async () => undefined });

async function write({ file, path, bytes, text }: Change): Promise<void> {
  const unchanged = async () => {
    const now = await bytesOf(path);
    const same = bytes === undefined ? now === undefined : now?.equals(bytes);
    if (!same) throw changedMeanwhile(file.path);
  };
  if (text !== undefined) return replaceFile(path, text, unchanged);
  await unchanged();
  await rm(path, { force: true });
}

function changedSince(path: string): Problem {
  return new Problem({
    code: 'file-changed',
    title: `${path} was changed after rolecall's last edit, and is left as it is.`,
    means: 'Undoing the edit would lose what was written since.',
    todo: ['Change the profile with rolecall edit or in an editor.'],
  });
}
