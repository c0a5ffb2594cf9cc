import { Problem } from '../../../problem.ts';
import type { Changes, Profile, ProfileFile, Profiles } from '../profile.ts';
import { loadProfiles } from '../resolve/load.ts';
import { readHeader } from '../text/header.ts';
import { type Ini, type IniSection, scanIni } from '../text/ini.ts';
import { checkName, checkSessionName, checkSetting, editable } from './safe.ts';
import { applySplices, insertLines, keySplices, removeLines, type Splice } from './splices.ts';

/**
 * Adds a profile at the end of a file, a blank line before it.
 * @returns the new text: the old one with nothing changed before the new section
 * @throws Problem where the profile is there already, or name, key or value are outside of what all tools read alike
 */
export function addProfile(file: ProfileFile, name: string, settings: Changes): string {
  checkName(name, file.kind);
  const text = editable(file);
  const [existing] = sectionsOf(scanIni(text), name, file);
  if (existing) {
    throw new Problem({
      code: 'profile-exists',
      title: `There is a profile ${name} already.`,
      todo: ['Choose another name, or change the profile with rolecall edit.'],
      at: [{ file: file.path, line: scanIni(text).lineOf(existing) }],
    });
  }
  const keys = Object.entries(settings).filter((entry): entry is [string, string] => entry[1] !== undefined);
  for (const [key, value] of keys) checkSetting(key, value);
  const header = file.kind === 'config' && name !== 'default' ? `[profile ${name}]` : `[${name}]`;
  const result = withSection(text, [header, ...keys.map(([key, value]) => `${key} = ${value}`)]);
  return verify(file, result, name, settings);
}

/**
 * Adds an `[sso-session]` at the end of the config file, a blank line before it.
 * @returns the new text: the old one with nothing changed before the new section
 * @throws Problem where there is such a session, or name, key or value are outside of what all tools read alike
 */
export function addSession(file: ProfileFile, name: string, settings: Readonly<Record<string, string>>): string {
  const text = editable(file);
  const before = alone(file);
  const existing = before.ssoSession(name);
  if (existing) {
    throw new Problem({
      code: 'session-exists',
      title: `There is a session ${name} already.`,
      todo: ['Give the new one another name: --name NAME'],
      at: [existing.at],
    });
  }
  checkSessionName(name);
  for (const [key, value] of Object.entries(settings)) checkSetting(key, value);
  const keys = Object.entries(settings).map(([key, value]) => `${key} = ${value}`);
  const result = withSection(text, [`[sso-session ${name}]`, ...keys]);
  const after = alone({ ...file, text: result });
  const added = after.ssoSession(name);
  const sessions = before.ssoSessions.every((other) => same(before.ssoSession(other), after.ssoSession(other)));
  if (added && says(added, settings) && sessions && isUnchanged(before, after)) return result;
  throw unsafe(file, `[sso-session ${name}] cannot be added`);
}

/** A text with a section at its end. Blank lines at the end stay the end, so that a removal finds the text as it was. */
function withSection(text: string, lines: readonly string[]): string {
  const blankFile = text.trim() === '';
  const at = blankFile ? (text.startsWith('\ufeff') ? 1 : 0) : nextLine(text, text.trimEnd().length);
  return applySplices(text, [insertLines(text, at, blankFile ? lines : ['', ...lines])]);
}

/**
 * Sets and removes keys of a profile of the file.
 * @throws Problem where it has not, or a key or value is outside of what all tools read alike
 */
export function setKeys(file: ProfileFile, name: string, changes: Changes): string {
  const text = editable(file);
  const ini = scanIni(text);
  const sections = sectionsOf(ini, name, file);
  const section = sections.at(-1);
  if (!section) throw missing(file, name);
  for (const [key, value] of Object.entries(changes)) if (value !== undefined) checkSetting(key, value);
  // Of [profile a] and [profile "a"] the AWS CLI reads the last; of one header twice the JS SDK reads both.
  const read = sections.filter(({ header }) => header === section.header);
  return verify(file, applySplices(text, keySplices(ini, read, changes)), name, changes);
}

/**
 * Removes a profile: header, keys, and the blank line before it. Comments that follow its last key stay.
 * @throws Problem where the file has no such profile
 */
export function removeProfile(file: ProfileFile, name: string): string {
  const text = editable(file);
  const sections = sectionsOf(scanIni(text), name, file);
  if (sections.length === 0) throw missing(file, name);
  return verify(file, applySplices(text, removals(text, sections)), name, undefined);
}

function removals(text: string, sections: readonly IniSection[]): Splice[] {
  return sections.map(({ start, body, end }) => {
    const last = body + contentLength(text.slice(body, end));
    const blank = /(?:^|\n)([ \t\r]*\n)$/.exec(text.slice(0, start))?.[1]?.length ?? 0;
    return removeLines(text, start - blank, last);
  });
}

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

function sectionsOf(ini: Ini, name: string, { kind }: ProfileFile): IniSection[] {
  return ini.sections.filter((section) => {
    const header = readHeader(section.header, kind);
    return header.kind === 'profile' && header.name === name;
  });
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
    todo: ['rolecall list shows the profiles there are, rolecall add makes a new one.'],
  });
}

/**
 * Reads a changed text again before it is written: the profile must have the new values, and every other profile the
 * same values as before.
 * @param changes undefined where the profile was removed
 * @returns the text
 * @throws Problem where the file is so unusual that the change would mean something else
 */
function verify(file: ProfileFile, text: string, name: string, changes: Changes | undefined): string {
  const before = alone(file);
  const after = alone({ ...file, text });
  const changed = after.get(name);
  const right = changes === undefined ? changed === undefined : changed && says(changed, changes);
  if (right && isUnchanged(before, after, name)) return text;
  throw unsafe(file, `profile ${name} cannot be changed`, before.get(name)?.at);
}

/** Whether every profile is as it was. @param but the one that was meant to change */
function isUnchanged(before: Profiles, after: Profiles, but?: string): boolean {
  const others = new Set([...before.names, ...after.names]);
  if (but !== undefined) others.delete(but);
  return [...others].every((other) => same(before.get(other), after.get(other)));
}

function unsafe(file: ProfileFile, what: string, at?: Profile['at']): Problem {
  return new Problem({
    code: 'edit-unsafe',
    title: `${file.path} is written in a way in which ${what} safely, and is left as it is.`,
    todo: ['Let rolecall doctor show what is unusual about it, or change it in an editor.'],
    ...(at && { at: [at] }),
  });
}

function alone(file: ProfileFile): Profiles {
  const nothing = { path: '', text: undefined };
  return file.kind === 'config'
    ? loadProfiles(file, { kind: 'credentials', ...nothing })
    : loadProfiles({ kind: 'config', ...nothing }, file);
}

function says(profile: Profile, changes: Changes): boolean {
  return Object.entries(changes).every(([key, value]) => profile.values.get(key) === value);
}

function same(before: Profile | undefined, after: Profile | undefined): boolean {
  if (!before || !after) return before === after;
  if (before.values.size !== after.values.size) return false;
  return [...before.values].every(([key, value]) => after.values.get(key) === value);
}
