import { Problem } from '../../../problem.ts';
import { changeSections, contentEnd, type SectionChange, sectionsByName } from '../../profiles/edit/edit.ts';
import type { FileEdit } from '../../profiles/edit/file-edits.ts';
import type { ProfileFile, Profiles } from '../../profiles/profile.ts';
import { hasKeys, isRoleAlone, leadsToStoredKey } from '../../profiles/resolve/kind.ts';
import { loadAlone, loadProfiles } from '../../profiles/resolve/load.ts';
import { linesOf } from '../../profiles/secrets.ts';
import { bodyOf } from '../../profiles/text/entries.ts';
import { type Ini, type IniSection, scanIni } from '../../profiles/text/ini.ts';
import type { AccessKey } from '../stored-key.ts';

/** A stored key, for which the files are to be changed. */
export type Move = {
  readonly name: string;
  /** The value of `credential_process`, see `storedKeyLine`. A role that finds its key by its own name gets none. */
  readonly line: string;
  /** The key that goes out of the files; undefined where none stands there. */
  readonly key?: AccessKey;
};

/** The two keys of an access key in a file. */
export const pairKeys = ['aws_access_key_id', 'aws_secret_access_key'] as const;

/**
 * The edits of the two files: the line comes into the config file, the access key goes out of both. The config file is the
 * first, so that there is a working profile at each moment.
 */
export const moveEdits = (moves: readonly Move[]): readonly FileEdit[] =>
  (['config', 'credentials'] as const).map((kind) => ({ kind, change: (file) => moved(file, moves) }));

/**
 * Tries an edit on the files as they were read.
 * @throws Problem where it is not safe, or where the profile would not lead to the stored key after it
 */
export function checkMove(move: Move, { config, credentials }: Profiles): void {
  const after = (file: ProfileFile): ProfileFile => ({ ...file, text: moved(file, [move]) });
  const profiles = loadProfiles(after(config), after(credentials));
  const profile = profiles.get(move.name);
  if (profile !== undefined && leadsToStoredKey(profile, profiles) && !hasKeys(profile)) return;
  throw new Problem({
    code: 'edit-unsafe',
    title: `The files are written in such a way that ${move.name} would not lead to its stored key.`,
  });
}

/** @throws Problem where a key stands there that is another one by now */
function moved(file: ProfileFile, moves: readonly Move[]): string {
  const own = loadAlone(file);
  const ini = scanIni(file.text ?? '');
  const sectionsOf = sectionsByName(ini, file);
  const changes = moves.flatMap((move) => changeOf(move, own, file, (name) => isEmptied(ini, sectionsOf(name))));
  return changes.length === 0 ? (file.text ?? '') : changeSections(file, changes);
}

function changeOf(
  { name, line, key }: Move,
  own: Profiles,
  file: ProfileFile,
  empties: (name: string) => boolean,
): readonly SectionChange[] {
  const profile = own.get(name);
  const there = pairKeys.filter((each) => profile?.values.has(each));
  const values = new Map<string, string | undefined>([
    ['aws_access_key_id', key?.accessKeyId],
    ['aws_secret_access_key', key?.secretAccessKey],
  ]);
  for (const each of there) {
    const value = profile?.values.get(each);
    if (value !== '' && value !== values.get(each)) throw changedMeanwhile(file, name);
  }
  const gone = there.map((each) => [each, undefined] as const);
  if (file.kind === 'credentials') {
    if (gone.length === 0) return [];
    return [empties(name) ? { does: 'remove', name } : { does: 'set', name, settings: Object.fromEntries(gone) }];
  }
  const needsNone = profile !== undefined && isRoleAlone(profile, own);
  const isThere = needsNone || profile?.values.get('credential_process') === line;
  const lines = isThere ? [] : [['credential_process', line] as const];
  const settings = Object.fromEntries([...lines, ...gone]);
  if (Object.keys(settings).length === 0) return [];
  return [{ does: profile === undefined ? 'add' : 'set', name, settings }];
}

/** Whether nothing is left of a profile's sections without its access key: no other key, and no comment in them. */
function isEmptied(ini: Ini, sections: readonly IniSection[]): boolean {
  return sections.every((section) => {
    const { entries, junk } = bodyOf(ini, section);
    const isPair = entries.every(({ key, parent }) => parent === undefined && pairKeys.some((each) => each === key));
    return isPair && junk.length === 0 && !hasComment(ini.text, section);
  });
}

/** Comments after a blank line behind the last key are taken to be about what follows. */
function hasComment(text: string, section: IniSection): boolean {
  const end = contentEnd(text, section);
  const isComment = (line: string) => /^\s*[#;]/.test(line);
  const isBlank = (line: string) => line.trim() === '';
  const behind = linesOf(text.slice(end, section.end));
  const blank = behind.findIndex(isBlank);
  const near = blank === -1 ? behind : behind.slice(0, blank);
  return [...linesOf(text.slice(section.body, end)), ...near].some(isComment);
}

function changedMeanwhile({ path }: ProfileFile, name: string): Problem {
  return new Problem({
    code: 'file-changed',
    title: `The key of ${name} in ${path} has changed meanwhile, so the files were left as they are.`,
    todo: ['Look at it, and try again.'],
  });
}
