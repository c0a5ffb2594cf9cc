import { SAFE_NAME_PART, type SectionKind } from './header.ts';

/** UTF-16 units that the grammar of the files turns on. */
export const TAB = 9;
export const LF = 10;
export const CR = 13;
export const SPACE = 32;
export const HASH = 35;
export const SEMICOLON = 59;

/**
 * The place of a section in the text. Offsets count UTF-16 units: `text.slice(start, end)` is the section with its
 * header, comments and line ends.
 */
export type IniSection = {
  /** The text between the brackets, unchanged; empty where the line begins a header and the closing bracket is missing. */
  readonly header: string;
  /** NAME where the header's line is exactly `[profile NAME]`, as nearly all are; else undefined. */
  readonly profile: string | undefined;
  /** First character of the header's line. */
  readonly start: number;
  /** First character after the header's line. */
  readonly body: number;
  /** First character of the next header's line, or the end of the text. */
  readonly end: number;
  /** Which one of the file it is, from 0. */
  readonly index: number;
};

/**
 * A text cut into sections. In `text`, lone carriage returns are line feeds, because Python and thus the AWS CLI take
 * them for line ends; offsets are the same in both.
 */
export type Ini = {
  readonly text: string;
  readonly sections: readonly IniSection[];
  /** 1-based line of a section's header. The first call counts the lines. */
  readonly lineOf: (section: IniSection) => number;
  /** Where the text before the first section starts: behind a byte order mark. */
  readonly preamble: number;
};

/** A line `[profile NAME]` that every reader reads alike. */
const plainHeader = new RegExp(`\\[profile ${SAFE_NAME_PART}\\]\\r?\\n`, 'y');
const nameAt = '[profile '.length;

/**
 * Finds the section headers of a text and leaves the bodies unread.
 * @param source the decoded file; it may have a byte order mark and any kind of line end
 */
export function scanIni(source: string): Ini {
  const text = source.includes('\r') ? source.replace(/\r(?!\n)/g, '\n') : source;
  const sections: Section[] = [];
  const first = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let last: Section | undefined;
  const add = (section: Section) => {
    if (last) last.end = section.start;
    last = section;
    sections.push(section);
  };
  // Brackets are rare: looking for them is faster than looking at each line.
  for (let bracket = text.indexOf('['); bracket !== -1; ) {
    plainHeader.lastIndex = bracket;
    let next: number;
    if (text.charCodeAt(bracket - 1) === LF && plainHeader.test(text)) {
      next = plainHeader.lastIndex;
      // A slice: the match itself takes twice as long.
      const name = text.slice(bracket + nameAt, text.charCodeAt(next - 2) === CR ? next - 3 : next - 2);
      add(new Section(sections.length, bracket, next, name, undefined));
    } else {
      next = nextLine(text, bracket, text.length);
      const start = lineStart(text, bracket, first);
      const header = start === undefined ? undefined : headerOf(text, bracket, next, bracket > start);
      if (start !== undefined && header !== undefined)
        add(new Section(sections.length, start, next, undefined, header));
    }
    bracket = text.indexOf('[', next);
  }
  if (last) last.end = text.length;
  return { text, sections, lineOf: lineCounter(text, sections), preamble: first };
}

/** A header that {@link readPlain} does not know: not at the start of its line, or not of these kinds. */
const oddHeader = new RegExp(
  `(?:^|\\n)(?:[^\\S\\n]+\\[|\\[(?!(?:(?:profile|sso-session|services) ${SAFE_NAME_PART}|default)\\]\\n))`,
);

/** A section, and the text it was found in. */
export type Found = { readonly ini: Ini; readonly section: IniSection };

/** A text whose headers are all plain. */
export type PlainIni = {
  /** The section of a plain name, `none`, or undefined where the name stands there twice. */
  readonly find: (kind: SectionKind, name: string) => Found | 'none' | undefined;
  /** Names of a kind, in file order, each once. */
  readonly names: (kind: Exclude<SectionKind, 'profile'>) => readonly string[];
};

/**
 * Finds `[profile NAME]`, `[sso-session NAME]` or `[services NAME]` without looking at any other section: of thousands, only
 * those of one chain are asked for.
 * @returns undefined where only {@link scanIni} can tell, for a header of the text is odd
 */
export function readPlain(text: string): PlainIni | undefined {
  if (text.includes('\r') || oddHeader.test(text)) return undefined;
  const lineOf = ({ start }: IniSection) => text.slice(0, start).split('\n').length;
  const ini: Ini = { text, sections: [], lineOf, preamble: 0 };
  const names: PlainIni['names'] = (kind) => {
    const headers = text.matchAll(new RegExp(`(?:^|\\n)\\[${kind} (${SAFE_NAME_PART})\\](?=\\n)`, 'g'));
    return [...new Set(Array.from(headers, ([, name = '']) => name))];
  };
  const find: PlainIni['find'] = (kind, name) => {
    const isDefault = kind === 'profile' && name === 'default';
    const header = isDefault ? '[default]\n' : `[${kind} ${name}]\n`;
    const isFirst = text.startsWith(header);
    const start = isFirst ? 0 : text.indexOf(`\n${header}`) + 1;
    const isThere = isFirst || start > 0;
    // [profile default] is the same profile.
    if (isDefault && text.indexOf(endOfDefault) !== (isThere ? start + 1 : -1)) return undefined;
    if (!isThere) return 'none';
    const body = start + header.length;
    if (text.includes(isDefault ? endOfDefault : `\n${header}`, body - 1)) return undefined;
    const isPlain = kind === 'profile' && !isDefault;
    const section = new Section(0, start, body, isPlain ? name : undefined, isPlain ? undefined : header.slice(1, -2));
    const next = text.indexOf('\n[', body - 1);
    section.end = next === -1 ? text.length : next + 1;
    return { ini, section };
  };
  return { find, names };
}

const endOfDefault = 'default]\n';

class Section implements IniSection {
  readonly index: number;
  readonly start: number;
  readonly body: number;
  end: number;
  readonly profile: string | undefined;
  private readonly odd: string | undefined;

  /** @param odd the header, where it is not of the plain kind */
  constructor(index: number, start: number, body: number, profile: string | undefined, odd: string | undefined) {
    this.index = index;
    this.start = start;
    this.body = body;
    this.end = body;
    this.profile = profile;
    this.odd = odd;
  }

  /** Plain headers are not stored: there are thousands, and few are read. */
  get header(): string {
    return this.odd ?? `profile ${this.profile}`;
  }
}

/** First character of the line after the one that a character stands on, `end` at most. */
export function nextLine(text: string, at: number, end: number): number {
  const feed = text.indexOf('\n', at);
  return feed === -1 || feed >= end ? end : feed + 1;
}

/** Start of the line that a character stands on, if nothing but white space stands before it. */
function lineStart(text: string, at: number, first: number): number | undefined {
  for (let before = at - 1; before >= first; before--) {
    const char = text.charCodeAt(before);
    if (char === LF) return before + 1;
    if (char !== SPACE && char !== TAB && text.charAt(before).trim() !== '') return undefined;
  }
  return first;
}

function lineCounter(text: string, sections: readonly IniSection[]): Ini['lineOf'] {
  const lines: number[] = [];
  let line = 1;
  let feed = text.indexOf('\n');
  return ({ index }) => {
    while (lines.length <= index) {
      const start = sections[lines.length]?.start ?? 0;
      for (; feed !== -1 && feed < start; feed = text.indexOf('\n', feed + 1)) line++;
      lines.push(line);
    }
    return lines[index] ?? 1;
  };
}

/**
 * The JS SDK cuts a comment off before it looks for the closing bracket; the AWS CLI takes the last bracket of
 * the line and ignores the rest. A line that one of them takes for a header is one. Without a closing bracket, the AWS CLI
 * refuses the whole file, and the JS SDK gives the keys behind it to the section before: nobody's they are here.
 * @returns empty for a header that is not closed; undefined for a line that is none
 */
function headerOf(text: string, bracket: number, next: number, isIndented: boolean): string | undefined {
  const line = text.slice(bracket, next).trimEnd();
  const comment = line.search(/\s[#;]/);
  const cut = comment === -1 ? line : line.slice(0, comment).trimEnd();
  const from = cut.endsWith(']') ? cut : line;
  const close = from.lastIndexOf(']');
  if (close > 1) return from.slice(1, close);
  // An indented line goes on with a value, and one with `=` or `:` is an entry to every reader, whatever it starts with.
  return namesSection.test(line) || (!isIndented && !/[=:]/.test(line)) ? '' : undefined;
}

const namesSection = /^\[\s*(?:profile|sso-session|services|default)(?!\S)/i;
