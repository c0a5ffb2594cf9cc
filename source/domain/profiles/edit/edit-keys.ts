import type { Changes } from '../profile.ts';
import { bodyOf, type Entry, type Quirk } from '../text/entries.ts';
import type { Ini, IniSection } from '../text/ini.ts';
import { insertLines, removeLines, type Splice } from '../text/splice.ts';

/**
 * What to change in the text so that a profile's keys become what is wanted.
 * @param sections the profile's sections; new keys go into the last
 */
export function keySplices(ini: Ini, sections: readonly IniSection[], changes: Changes): Splice[] {
  const entries = sections.flatMap((section) => bodyOf(ini, section).entries);
  const splices: Splice[] = [];
  const added: string[] = [];
  for (const [key, value] of Object.entries(changes)) {
    const found = entries.filter((entry) => entry.key === key && entry.parent === undefined);
    const last = found.at(-1);
    if (value === undefined) {
      for (const { start, end } of found) splices.push(removeLines(ini.text, start, end));
    } else if (last) splices.push(replaced(ini.text, last, value));
    else added.push(`${key} = ${value}`);
  }
  const section = sections.at(-1);
  if (section && added.length > 0) splices.push(inserted(ini, section, added));
  return splices;
}

const REWRITTEN: ReadonlySet<Quirk> = new Set(['colon', 'continued', 'hash-value']);

/** The value alone where the line is a plain one, so that a comment behind it stays; else the whole entry. */
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
