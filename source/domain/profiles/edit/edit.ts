import { Problem } from '../../../problem.ts';
import type { Changes, Profile, ProfileFile, Profiles } from '../profile.ts';
import { refuseOpen } from '../resolve/ambiguous.ts';
import { loadAlone } from '../resolve/load.ts';
import { linesOf } from '../secrets.ts';
import { readHeader } from '../text/header.ts';
import { type Ini, type IniSection, scanIni } from '../text/ini.ts';
import { openBelow } from '../text/unread.ts';
import { checkName, checkSessionName, checkSetting, editable } from './safe.ts';
import { applySplices, insertLines, keySplices, removeLines, type Splice } from './splices.ts';

/** A change of one section. Several of one file are one edit: {@link changeSections}. */
export type SectionChange =
  | { readonly does: 'add' | 'addSession'; readonly name: string; readonly settings: Changes }
  /** Sets keys of a profile; undefined takes one out. */
  | { readonly does: 'set'; readonly name: string; readonly settings: Changes }
  | { readonly does: 'rename'; readonly name: string; readonly to: string }
  | { readonly does: 'remove'; readonly name: string }
  /** Takes comments out that have a line of their own, by the numbers of the lines, from 1. */
  | { readonly does: 'uncomment'; readonly lines: readonly number[] };

/**
 * Changes sections of a file, thousands of them in one go. New ones come to its end in their order, a blank line before each.
 * Where two changes are of one profile, both name it as the file does.
 * @returns the new text: the old one with no other byte changed
 * @throws Problem where a profile is there already, or is not, where a name, key or value is outside of what all tools read
 *   alike, and where the file is so unusual that the change would mean something else
 */
export function changeSections(file: ProfileFile, changes: readonly SectionChange[]): string {
  for (const change of changes) check(change, file.kind);
  const text = editable(file);
  const ini = scanIni(text);
  const sectionsNamed = sectionsByName(ini, file);
  const before = loadAlone(file);
  const splices: Splice[] = [];
  const added: string[] = [];
  for (const change of changes) {
    if (change.does === 'uncomment') {
      splices.push(...commentSplices(text, new Set(change.lines)));
      continue;
    }
    const { does, name } = change;
    if (does === 'addSession') {
      const there = before.ssoSession(name);
      if (there) throw sessionExists(name, there.at);
      added.push(...sectionLines(`sso-session ${name}`, change.settings));
      continue;
    }
    const sections = sectionsNamed(name);
    const [first] = sections;
    const last = sections.at(-1);
    if (does === 'add') {
      if (first) throw exists(name, { file: file.path, line: ini.lineOf(first) });
      added.push(...sectionLines(headerOf(name, file.kind), change.settings));
      continue;
    }
    if (first === undefined || last === undefined) throw missing(file, name);
    if (does === 'remove') {
      // It would be below the section above, whose end could not be told any more.
      for (const section of sections.filter(({ index }) => index > 0)) {
        refuseOpen({ name, openHeader: openBelow(ini, section, file.path) });
      }
      splices.push(...removals(text, sections));
    } else if (does === 'rename') {
      const [taken] = sectionsNamed(change.to);
      const goes = changes.some(
        (other) => (other.does === 'rename' || other.does === 'remove') && other.name === change.to,
      );
      if (taken && !goes) throw exists(change.to, { file: file.path, line: ini.lineOf(taken) });
      splices.push(...sections.map((section) => headerSplice(text, section, headerOf(change.to, file.kind))));
    } else {
      // Of [profile a] and [profile "a"] the AWS CLI reads the last; of one header twice the JS SDK reads both.
      const read = sections.filter(({ header }) => header === last.header);
      splices.push(...keySplices(ini, read, change.settings));
    }
  }
  const kept = applySplices(text, splices);
  return verify(file, added.length === 0 ? kept : withSections(kept, added), before, changes);
}

/** Adds a profile at the end of a file, a blank line before it. @throws as {@link changeSections} */
export const addProfile = (file: ProfileFile, name: string, settings: Changes): string =>
  changeSections(file, [{ does: 'add', name, settings }]);

/** Adds an `[sso-session]` at the end of the config file, a blank line before it. @throws as {@link changeSections} */
export const addSession = (file: ProfileFile, name: string, settings: Changes): string =>
  changeSections(file, [{ does: 'addSession', name, settings }]);

/**
 * Removes a profile: header, keys, and the blank line before it. Comments that follow its last key stay.
 * @throws as {@link changeSections}
 */
export const removeProfile = (file: ProfileFile, name: string): string =>
  changeSections(file, [{ does: 'remove', name }]);

/** @throws Problem for a name, key or value that not all tools read alike */
function check(change: SectionChange, kind: ProfileFile['kind']): void {
  if (change.does === 'add') checkName(change.name, kind);
  if (change.does === 'rename') checkName(change.to, kind);
  if (change.does === 'addSession') checkSessionName(change.name);
  if (!('settings' in change)) return;
  for (const [key, value] of Object.entries(change.settings)) if (value !== undefined) checkSetting(key, value);
}

const headerOf = (name: string, kind: ProfileFile['kind']): string =>
  kind === 'config' && name !== 'default' ? `profile ${name}` : name;

function sectionLines(header: string, settings: Changes): readonly string[] {
  const keys = Object.entries(settings).filter(([, value]) => value !== undefined);
  return ['', `[${header}]`, ...keys.map(([key, value]) => `${key} = ${value}`)];
}

/** A text with sections at its end. Blank lines at the end stay the end, so that a removal finds the text as it was. */
function withSections(text: string, lines: readonly string[]): string {
  const blankFile = text.trim() === '';
  const at = blankFile ? (text.startsWith('\ufeff') ? 1 : 0) : nextLine(text, text.trimEnd().length);
  return applySplices(text, [insertLines(text, at, blankFile ? lines.slice(1) : lines)]);
}

function removals(text: string, sections: readonly IniSection[]): Splice[] {
  return sections.map((section) => {
    const { start } = section;
    const blank = /(?:^|\n)([ \t\r]*\n)$/.exec(text.slice(Math.max(0, start - longestBlank), start))?.[1]?.length ?? 0;
    return removeLines(text, start - blank, contentEnd(text, section));
  });
}

/** White space before a header that still counts as one blank line. */
const longestBlank = 1_000;

/** Of a line that is no comment by now, nothing goes. The line end before the last one stays: lines may be added behind it. */
function commentSplices(text: string, numbers: ReadonlySet<number>): Splice[] {
  let end = 0;
  return linesOf(text).flatMap((line, index) => {
    const start = end + (line.startsWith('\ufeff') ? 1 : 0);
    end += line.length;
    return numbers.has(index + 1) && /^\ufeff?[ \t]*[#;]/.test(line) ? [{ start, end, text: '' }] : [];
  });
}

function headerSplice(text: string, { header, start }: IniSection, to: string): Splice {
  const at = text.indexOf(`[${header}]`, start) + 1;
  return { start: at, end: at + header.length, text: to };
}

/** Where the keys of a section end: behind its last line that is neither blank nor a comment. */
export const contentEnd = (text: string, { body, end }: IniSection): number =>
  body + contentLength(text.slice(body, end));

/** Length of the lines up to the last that is neither blank nor a comment. */
function contentLength(body: string): number {
  for (let end = body.length; end > 0; ) {
    const start = end < 2 ? 0 : body.lastIndexOf('\n', end - 2) + 1;
    const line = body.slice(start, end).trim();
    if (line !== '' && !/^[#;]/.test(line)) return end;
    end = start;
  }
  return 0;
}

/** Finds the sections of a profile. The headers are read once. */
export function sectionsByName({ sections }: Ini, { kind }: ProfileFile): (name: string) => readonly IniSection[] {
  const byName = new Map<string, IniSection[]>();
  for (const section of sections) {
    const header = readHeader(section.header, kind);
    if (header.kind !== 'profile') continue;
    const same = byName.get(header.name);
    if (same === undefined) byName.set(header.name, [section]);
    else same.push(section);
  }
  return (name) => byName.get(name) ?? [];
}

/** The sections of a profile in a file, without what stands behind their last keys; empty where it has none. */
export function profileText(file: ProfileFile, name: string): string {
  const ini = scanIni(file.text ?? '');
  const texts = sectionsByName(ini, file)(name).map((each) => ini.text.slice(each.start, contentEnd(ini.text, each)));
  return texts.map((text) => text.trimEnd()).join('\n');
}

/** The start of the line after the one that `at` stands on. */
function nextLine(text: string, at: number): number {
  const feed = text.indexOf('\n', at);
  return feed === -1 ? text.length : feed + 1;
}

function missing(file: ProfileFile, name: string): Problem {
  return new Problem({
    code: 'profile-unknown',
    title: `${file.path} has no profile ${name}.`,
    todo: ['rolecall list shows the profiles, rolecall add creates a new one.'],
  });
}

function exists(name: string, at: Profile['at']): Problem {
  return new Problem({
    code: 'profile-exists',
    title: `There is already a profile ${name}.`,
    todo: ['Choose another name, or change the profile with rolecall edit.'],
    at: [at],
  });
}

function sessionExists(name: string, at: Profile['at']): Problem {
  return new Problem({
    code: 'session-exists',
    title: `There is already a session ${name}.`,
    todo: ['Give the new one another name: --name NAME'],
    at: [at],
  });
}

/**
 * Reads a changed text again before it is written: each section must say what it was changed to, and every other one the
 * same as before.
 * @returns the text
 * @throws Problem where the file is so unusual that the change would mean something else
 */
function verify(file: ProfileFile, text: string, before: Profiles, changes: readonly SectionChange[]): string {
  const after = loadAlone({ ...file, text });
  const expected = expectedOf(changes, before);
  for (const name of new Set([...before.names, ...after.names, ...expected.keys()])) {
    const now = after.get(name);
    const wanted = expected.get(name);
    const isRight = !expected.has(name)
      ? same(before.get(name), now)
      : wanted === undefined
        ? now === undefined
        : now !== undefined && says(now, wanted);
    if (!isRight) throw unsafe(file, `profile ${name} cannot be changed`, before.get(name)?.at);
  }
  for (const name of before.ssoSessions) {
    if (!same(before.ssoSession(name), after.ssoSession(name)))
      throw unsafe(file, `[sso-session ${name}] cannot be kept`);
  }
  for (const change of changes) {
    if (change.does !== 'addSession') continue;
    const session = after.ssoSession(change.name);
    if (!session || !says(session, change.settings)) throw unsafe(file, `[sso-session ${change.name}] cannot be added`);
  }
  return text;
}

/** What the profiles that are changed have to say afterwards, by their names then; undefined where there is none any more. */
function expectedOf(changes: readonly SectionChange[], before: Profiles): ReadonlyMap<string, Changes | undefined> {
  const expected = new Map<string, Changes | undefined>();
  const names = new Map<string, string>();
  for (const change of changes) {
    if (change.does === 'remove' || change.does === 'rename') expected.set(change.name, undefined);
    if (change.does === 'rename') names.set(change.name, change.to);
  }
  for (const [name, to] of names) expected.set(to, Object.fromEntries(before.get(name)?.values ?? []));
  for (const change of changes) {
    if (change.does !== 'add' && change.does !== 'set') continue;
    const name = names.get(change.name) ?? change.name;
    expected.set(name, { ...expected.get(name), ...change.settings });
  }
  return expected;
}

function unsafe(file: ProfileFile, what: string, at?: Profile['at']): Problem {
  return new Problem({
    code: 'edit-unsafe',
    title: `${file.path} is written in such a way that ${what} safely, so it is left as it is.`,
    todo: ['rolecall doctor shows what is unusual about it; or change it in an editor.'],
    ...(at && { at: [at] }),
  });
}

function says(profile: Profile, changes: Changes): boolean {
  return Object.entries(changes).every(([key, value]) => profile.values.get(key) === value);
}

function same(before: Profile | undefined, after: Profile | undefined): boolean {
  if (!before || !after) return before === after;
  if (before.values.size !== after.values.size) return false;
  return [...before.values].every(([key, value]) => after.values.get(key) === value);
}
