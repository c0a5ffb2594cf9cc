import { Problem } from '../../../problem.ts';
import { placeOf } from '../lookup.ts';
import type { Changes, Profile, ProfileFile, Profiles } from '../profile.ts';
import { loadAlone, loadProfiles } from '../resolve/load.ts';
import { changeSections, profileText, type SectionChange } from './edit.ts';

/** A change of one of the two files. */
export type FileEdit = {
  readonly kind: ProfileFile['kind'];
  /** Gives the new text of the file as it is now. @throws Problem where it cannot be changed like that */
  readonly change: (file: ProfileFile) => string;
  /**
   * The file that the person saw when they decided: the change is refused where its text differs by now. Without it,
   * the change applies to the file as it is.
   */
  readonly shown?: ProfileFile;
  /** The profile of which they saw the sections, and nothing else of the file: those alone are compared. */
  readonly about?: string;
};

/** Whether the file still is what the person saw of it. */
export function isAsShown({ shown, about }: FileEdit, now: ProfileFile): boolean {
  if (shown === undefined || shown.text === now.text) return true;
  return about !== undefined && profileText(shown, about) === profileText(now, about);
}

/** What an edit did. */
export type Edited = {
  /** The files that became different. */
  readonly files: readonly string[];
  /** Why the edit cannot be taken back, as a sentence; undefined where it can. */
  readonly final?: string | undefined;
};

/**
 * The edit, refused where another program has changed one key of a profile in that file since it was read.
 * @param profiles as the person saw them when they decided
 */
export function ifStill(
  edit: FileEdit,
  [name, key]: readonly [name: string, key: string],
  profiles: Pick<Profiles, FileEdit['kind']>,
): FileEdit {
  const valueIn = (file: ProfileFile) => loadAlone(file).get(name)?.values.get(key);
  const change = (file: ProfileFile): string => {
    if (valueIn(file) !== valueIn(profiles[edit.kind])) throw changedMeanwhile(file.path);
    return edit.change(file);
  };
  return { ...edit, change };
}

/**
 * The profiles as they are right before an edit of one file, to judge it by: a profile may stand in both.
 * @param file the one that is changed, as its edit is given it
 * @param read both as they were when the person decided
 * @param readFile reads the other one. @throws Problem where that was readable, and is no longer
 */
export function profilesNow(
  file: ProfileFile,
  read: Profiles,
  readFile: (kind: ProfileFile['kind']) => ProfileFile,
): Profiles {
  const now = (kind: ProfileFile['kind']): ProfileFile => {
    if (kind === file.kind) return file;
    return read[kind].unreadable === undefined ? readFile(kind) : read[kind];
  };
  return loadProfiles(now('config'), now('credentials'), read.endpoints, read.storesKey);
}

/** What the person decided about is another thing by now. */
export const changedMeanwhile = (path: string): Problem =>
  new Problem({
    code: 'file-changed',
    title: `${path} was changed meanwhile, so it was left as it is.`,
    todo: ['Look at it, and try again.'],
  });

/** Changes the two files atomically, one writer at a time, and saves what was replaced for undo. */
export type ProfileEditor = {
  /** For what takes its time before a file is written: whether it could be. @throws Problem as `edit` */
  readonly checkWritable: (kind: ProfileFile['kind']) => Promise<void>;
  /**
   * @param final why the edit cannot be taken back, where that is so whatever its lines are
   * @throws Problem, and then none of the files has changed
   */
  readonly edit: (edits: readonly FileEdit[], final?: string) => Promise<Edited>;
  /**
   * Puts back what the last edit replaced; done twice, the edit is there again.
   * @throws Problem where there was no edit, it is too old, or another program changed a file since
   */
  readonly undo: () => Promise<Undone>;
};

/** What `edit --undo` did. */
export type Undone = {
  /** As the person names them. */
  readonly files: readonly string[];
  /** It did an edit again that had been taken back. */
  readonly isAgain: boolean;
};

/**
 * The edits that change keys of a profile: each key in the file that has it, a new key in the file where the profile
 * begins.
 * @param seen the person saw the profile before deciding: refuse the edit where it has changed since
 * @param added a profile to add to the config file with them
 */
export function keyEdits(
  profile: Profile,
  profiles: Profiles,
  settings: Changes,
  seen: boolean,
  added?: { readonly name: string; readonly settings: Changes },
): readonly FileEdit[] {
  const keys = new Map<FileEdit['kind'], Record<string, string | undefined>>();
  for (const [key, value] of Object.entries(settings)) {
    const kind = placeOf(profile, key).file === profiles.credentials.path ? 'credentials' : 'config';
    keys.set(kind, { ...keys.get(kind), [key]: value });
  }
  const changesOf = (kind: FileEdit['kind']): readonly SectionChange[] => {
    const set = keys.get(kind);
    return [
      ...(set === undefined ? [] : [{ does: 'set', name: profile.name, settings: set } as const]),
      ...(added === undefined || kind !== 'config' ? [] : [{ does: 'add', ...added } as const]),
    ];
  };
  return (['config', 'credentials'] as const).flatMap((kind) => {
    const changes = changesOf(kind);
    if (changes.length === 0) return [];
    const shown = seen && { shown: profiles[kind], about: profile.name };
    return { kind, change: (file) => changeSections(file, changes), ...shown };
  });
}
