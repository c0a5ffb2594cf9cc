/**
 * A section as it stands in the text. Offsets count UTF-16 units of the text that was passed, so that
 * `text.slice(start, end)` is the section with its header, comments and line ends.
 */
export type IniSection = {
  /** What stands between the brackets, untouched. */
  readonly header: string;
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
 * What is told about a body, line by line. Offsets are of {@link Ini}'s text.
 */
export type IniVisitor = {
  /**
   * @param key lower case; of a nested block with its parent: `s3.max_concurrent_requests`
   * @param line counted from 0 in the body
   * @param parent key of the block that the line is nested in: `s3`
   * @param indented a key to the JS SDK, a continued value to the AWS CLI
   * @param start of the line
   * @param mark where `=` or `:` stands
   * @param next first character of the next line
   */
  readonly entry: (
    key: string,
    value: string,
    line: number,
    parent: string | undefined,
    indented: boolean,
    start: number,
    mark: number,
    next: number,
  ) => void;
  /** A line that lengthens the value of the entry told before. */
  readonly continued: (value: string, next: number) => void;
  /** A line that is no entry, no comment and not blank. */
  readonly junk?: (line: number, nested: boolean) => void;
};

/**
 * A text cut into sections. `text` is what was passed, except that lone carriage returns, line ends to Python
 * and thus to the AWS CLI, became line feeds: offsets are the same in both.
 */
export type Ini = {
  readonly text: string;
  readonly sections: readonly IniSection[];
  /** 1-based line of a section's header. Lines are counted when first asked for. */
  readonly lineOf: (section: IniSection) => number;
  /** Where the first section starts: what precedes it belongs to no section. */
  readonly preamble: number;
};

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const HASH = 35;
const SEMICOLON = 59;

/**
 * Finds the section headers of a text and leaves the bodies unread.
 * @param source the whole file, decoded; a byte order mark and any kind of line end may be in it
 */
export function scanIni(source: string): Ini {
  const text = source.includes('\r') ? source.replace(/\r(?!\n)/g, '\n') : source;
  const sections: { -readonly [K in keyof IniSection]: IniSection[K] }[] = [];
  const first = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let open: (typeof sections)[number] | undefined;
  // Brackets are rare: looking for them is faster than looking at each line.
  for (let bracket = text.indexOf('['); bracket !== -1; ) {
    const feed = text.indexOf('\n', bracket);
    const next = feed === -1 ? text.length : feed + 1;
    const start = text.charCodeAt(bracket - 1) === LF ? bracket : lineStart(text, bracket, first);
    const header = start === undefined ? undefined : headerOf(text, bracket, next);
    if (start !== undefined && header !== undefined) {
      if (open) open.end = start;
      open = { header, start, body: next, end: text.length, index: sections.length };
      sections.push(open);
    }
    bracket = text.indexOf('[', next);
  }
  return { text, sections, lineOf: lineCounter(text, sections), preamble: first };
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

/** Reads the body of one section of {@link scanIni}'s result. */
export function walkBody(ini: Ini, section: IniSection, visitor: IniVisitor): void {
  walkLines(ini.text, section.body, section.end, visitor);
}

/** Reads what stands before the first section, where nothing should stand. */
export function walkPreamble(ini: Ini, visitor: IniVisitor): void {
  walkLines(ini.text, ini.preamble, ini.sections[0]?.start ?? ini.text.length, visitor);
}

/**
 * The JS SDK cuts a comment off before it looks for the closing bracket; the AWS CLI takes the last bracket of
 * the line and ignores what follows. Whatever one of them sees as a header is one.
 */
function headerOf(text: string, bracket: number, next: number): string | undefined {
  const close = text.indexOf(']', bracket);
  // Nearly all are of this kind: the line ends behind its first bracket.
  const plain = close === next - 2 && close > bracket + 1 ? text.slice(bracket + 1, close) : undefined;
  if (plain !== undefined && !plain.includes('#') && !plain.includes(';')) return plain;
  return oddHeaderOf(text.slice(bracket, next).trimEnd());
}

function oddHeaderOf(line: string): string | undefined {
  const comment = line.search(/\s[#;]/);
  const cut = comment === -1 ? line : line.slice(0, comment).trimEnd();
  const from = cut.endsWith(']') ? cut : line;
  const close = from.lastIndexOf(']');
  return close > 1 ? from.slice(1, close) : undefined;
}

/** Where a line stands, and which one of its body it is. */
type Line = { readonly start: number; readonly next: number; readonly line: number };

/** What the lines before it mean for a line. */
type Place = {
  /** Key of the block `s3 =` that deeper lines belong to. */
  parent: string | undefined;
  /** Indentation of the last key, and of the last line that is a key to the AWS CLI too; -1 before there is one. */
  indent: number;
  cliIndent: number;
};

/** Nearly every line of every file: no blanks but around `=`, nothing that could be a comment, a block or a continuation. */
const plainEntry = /([a-z][a-z0-9_]*) ?= ?([^\s#;](?:[^#;\r\n]*[^\s#;])?)\r?\n/y;

function walkLines(text: string, from: number, to: number, visitor: IniVisitor): void {
  const place: Place = { parent: undefined, indent: -1, cliIndent: -1 };
  for (let start = from, line = 0; start < to; line++) {
    plainEntry.lastIndex = start;
    const plain = plainEntry.exec(text);
    const next = plain === null ? nextLine(text, start, to) : plainEntry.lastIndex;
    if (plain === null) walkLine(text, { start, next, line }, place, visitor);
    else {
      const key = plain[1] as string;
      const behind = start + key.length;
      const mark = text.charCodeAt(behind) === SPACE ? behind + 1 : behind;
      place.parent = undefined;
      place.indent = 0;
      place.cliIndent = 0;
      visitor.entry(key, plain[2] as string, line, undefined, false, start, mark, next);
    }
    start = next;
  }
}

function nextLine(text: string, start: number, end: number): number {
  const feed = text.indexOf('\n', start);
  return feed === -1 || feed >= end ? end : feed + 1;
}

/** Whatever else a line may be. */
function walkLine(text: string, { start, next, line }: Line, place: Place, visitor: IniVisitor): void {
  const at = skipBlank(text, start, next);
  const char = text.charCodeAt(at);
  if (at === next || char === HASH || char === SEMICOLON) return;
  const depth = at - start;
  const isDeeper = place.indent >= 0 && depth > place.indent;
  const rest = text.slice(at, next);
  if (isDeeper && place.parent === undefined && !looksLikeKey.test(rest)) {
    visitor.continued(withoutComment(rest.trim()), next);
    return;
  }
  const block = isDeeper ? place.parent : undefined;
  // Python splits at the first of `=` and `:`, but nested blocks at `=` only.
  const mark = block === undefined ? rest.search(/[=:]/) : rest.indexOf('=');
  if (mark <= 0) {
    visitor.junk?.(line, block !== undefined);
    return;
  }
  const name = rest.slice(0, mark).trimEnd().toLowerCase();
  const value = withoutComment(rest.slice(mark + 1).trim());
  const isIndented = block === undefined && place.cliIndent >= 0 && depth > place.cliIndent;
  if (block === undefined) {
    place.indent = depth;
    if (!isIndented) place.cliIndent = depth;
    place.parent = value === '' ? name : undefined;
  }
  const key = block === undefined ? name : `${block}.${name}`;
  visitor.entry(key, value, line, block, isIndented, start, at + mark, next);
}

/** The first character of [from, to) that is not white space. */
function skipBlank(text: string, from: number, to: number): number {
  const first = text.charCodeAt(from);
  if (first > SPACE && first < 0x80) return from;
  let at = from;
  for (; at < to; at++) {
    const char = text.charCodeAt(at);
    if (char === SPACE || char === TAB || char === CR || char === LF) continue;
    if (char > SPACE && char < 0x80) return at;
    if (text.charAt(at).trim() !== '') return at;
  }
  return at;
}

/** The JS SDK takes any indented line with `=` for a key; an option of a command or a URL is none. */
const looksLikeKey = /^[a-z_][\w.-]*\s*=/i;

/** Cuts ` #` and ` ;` comments as the JS SDK does, but leaves a value that starts with one (`#ff0000`) alone. */
function withoutComment(value: string): string {
  if (!value.includes('#') && !value.includes(';')) return value;
  const comment = value.search(/\s[#;]/);
  return comment === -1 ? value : value.slice(0, comment).trimEnd();
}
