import type { Changes } from '../profile.ts';
import { bodyOf, type Entry, type Quirk } from '../text/entries.ts';
import type { Ini, IniSection } from '../text/ini.ts';

/** A part of a text, and its replacement. */
export type Splice = { readonly start: number; readonly end: number; readonly text: string };

/** @param splices that do not overlap, in any order; of several at one place, the first of them comes first */
export function applySplices(text: string, splices: readonly Splice[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, text: insert } of [...splices].sort((a, b) => a.start - b.start || a.end - b.end)) {
    pieces.push(text.slice(at, start), insert);
    at = end;
  }
  return pieces.join('') + text.slice(at);
}

/** The line end of a text: of its first line, LF where there is none. */
function lineEndOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}

/**
 * Inserts lines at the start of a line, or at the end of a text. Where the last line end is missing, it stays missing.
 */
export function insertLines(text: string, at: number, lines: readonly string[]): Splice {
  const eol = lineEndOf(text);
  const open = at === text.length && at > 0 && !/[\n\ufeff]$/.test(text);
  const body = lines.join(eol);
  return { start: at, end: at, text: open ? eol + body : body + eol };
}

/**
 * Removes lines. Where the last one lacks its line end, the line end before them goes too, so that a removal undoes
 * {@link insertLines}.
 */
export function removeLines(text: string, start: number, end: number): Splice {
  const open = end === text.length && text[end - 1] !== '\n';
  return { start: open ? start - (/\r?\n$/.exec(text.slice(0, start))?.[0].length ?? 0) : start, end, text: '' };
}

/**
 * The changes of the text that set and remove keys of a profile.
 * @param sections the profile's sections; new keys go into the last
 */
export function keySplices(ini: Ini, sections: readonly IniSection[], changes: Changes): Splice[] {
  const entries = sections.flatMap((section) => bodyOf(ini, section).entries);
  const splices: Splice[] = [];
  const added: string[] = [];
  const removed: Entry[] = [];
  for (const [key, value] of Object.entries(changes)) {
    const found = entries.filter((entry) => entry.key === key && entry.parent === undefined);
    const last = found.at(-1);
    if (value === undefined) removed.push(...found);
    else if (last) splices.push(replaced(ini.text, last, value));
    else added.push(`${key} = ${value}`);
  }
  splices.push(...removals(ini.text, removed));
  const section = sections.at(-1);
  if (section && added.length > 0) splices.push(inserted(ini, section, added));
  return splices;
}

/** Lines that follow each other go as one: of the last of a text, the line end before the first of them goes too. */
function removals(text: string, entries: readonly Entry[]): Splice[] {
  const runs: { start: number; end: number }[] = [];
  for (const { start, end } of [...entries].sort((a, b) => a.start - b.start)) {
    const run = runs.at(-1);
    if (run?.end === start) run.end = end;
    else runs.push({ start, end });
  }
  return runs.map(({ start, end }) => removeLines(text, start, end));
}

const REWRITTEN: ReadonlySet<Quirk> = new Set(['colon', 'continued', 'hash-value']);

/** Replaces the value only where the line is plain, so that a comment behind it stays; else the entry with all its lines. */
function replaced(text: string, entry: Entry, value: string): Splice {
  const line = text.slice(entry.start, entry.end);
  const plain = entry.written === entry.key && !entry.opensBlock && !entry.quirks.some((quirk) => REWRITTEN.has(quirk));
  const equals = line.indexOf('=');
  const at = line.indexOf(entry.value, equals + 1);
  if (plain && entry.value !== '' && equals !== -1) {
    return { start: entry.start + at, end: entry.start + at + entry.value.length, text: value };
  }
  const eol = /\r?\n$/.exec(line)?.[0] ?? '';
  const indent = line.slice(0, entry.depth);
  return { start: entry.start, end: entry.end, text: `${indent}${entry.key} = ${value}${eol}` };
}

/**
 * After the last key. Where keys are indented, before the first: behind a nested block the JS SDK would take an
 * indented key for a part of it.
 */
function inserted(ini: Ini, section: IniSection, lines: readonly string[]): Splice {
  const top = bodyOf(ini, section).entries.filter(({ parent }) => parent === undefined);
  const [first] = top;
  const last = top.at(-1);
  if (!first || !last) return insertLines(ini.text, section.body, lines);
  if (last.depth === 0) return insertLines(ini.text, last.end, lines);
  const indent = ini.text.slice(first.start, first.start + first.depth);
  return insertLines(
    ini.text,
    first.start,
    lines.map((line) => indent + line),
  );
}
