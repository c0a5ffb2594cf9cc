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
  /** 1-based line of the header. */
  readonly line: number;
};

/** Why an entry or a line is read differently by the AWS CLI and the JS SDK. */
export type IniQuirk =
  /** `key: value`: the JS SDK does not see it. */
  | 'colon'
  /** `value # comment`: the AWS CLI keeps the comment in the value. */
  | 'comment'
  /** `key = #value`: a comment to the JS SDK. */
  | 'hash-value'
  /** An indented `key = value` after a key with a value: the AWS CLI glues it to that value. */
  | 'indented-key'
  /** An indented line that continues a value: the JS SDK drops it. */
  | 'continued';

/** One `key = value`, with the lines that continue it. */
export type IniEntry = {
  /** Lower case; of a nested block with its parent: `s3.max_concurrent_requests`. */
  readonly key: string;
  /** As written, without the parent. */
  readonly written: string;
  value: string;
  readonly line: number;
  /** First character of the line. */
  readonly start: number;
  /** First character after the entry's last line, nested block not counted. */
  end: number;
  readonly nested: boolean;
  /** `s3 =` with indented lines below: the nested entries hold what it says. */
  opensBlock: boolean;
  quirk: IniQuirk | undefined;
};

/** A line that is no entry, no comment, no header and not blank. */
export type IniJunk = { readonly line: number; readonly nested: boolean };

export type IniBody = { readonly entries: readonly IniEntry[]; readonly junk: readonly IniJunk[] };

/**
 * A text cut into sections. `text` is what was passed, except that lone carriage returns, line ends to Python
 * and thus to the AWS CLI, became line feeds: offsets are the same in both.
 */
export type Ini = {
  readonly text: string;
  readonly sections: readonly IniSection[];
  /** Where the first section starts: what precedes it belongs to no section. */
  readonly preamble: number;
};

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const HASH = 35;
const COLON = 58;
const SEMICOLON = 59;
const EQUALS = 61;
const BRACKET = 91;

/**
 * Finds the section headers of a text and leaves the bodies unread.
 * @param source the whole file, decoded; a byte order mark and any kind of line end may be in it
 */
export function scanIni(source: string): Ini {
  const text = source.includes('\r') ? source.replace(/\r(?!\n)/g, '\n') : source;
  const sections: { -readonly [K in keyof IniSection]: IniSection[K] }[] = [];
  const first = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let open: (typeof sections)[number] | undefined;
  for (let start = first, line = 1; start < text.length; line++) {
    const feed = text.indexOf('\n', start);
    const next = feed === -1 ? text.length : feed + 1;
    const at = skipBlank(text, start, next);
    if (text.charCodeAt(at) === BRACKET && at < next) {
      const header = headerOf(text.slice(at, next).trimEnd());
      if (header !== undefined) {
        if (open) open.end = start;
        open = { header, start, body: next, end: text.length, line };
        sections.push(open);
      }
    }
    start = next;
  }
  return { text, sections, preamble: first };
}

/** Reads the body of one section of {@link scanIni}'s result. */
export function readBody(ini: Ini, section: IniSection): IniBody {
  return readLines(ini.text, section.body, section.end, section.line + 1);
}

/** Reads what stands before the first section, where nothing should stand. */
export function readPreamble(ini: Ini): IniBody {
  return readLines(ini.text, ini.preamble, ini.sections[0]?.start ?? ini.text.length, 1);
}

/**
 * The JS SDK cuts a comment off before it looks for the closing bracket; the AWS CLI takes the last bracket of
 * the line and ignores what follows. Whatever one of them sees as a header is one.
 */
function headerOf(line: string): string | undefined {
  const comment = line.search(/\s[#;]/);
  const cut = comment === -1 ? line : line.slice(0, comment).trimEnd();
  const from = cut.endsWith(']') ? cut : line;
  const close = from.lastIndexOf(']');
  return close > 1 ? from.slice(1, close) : undefined;
}

function readLines(text: string, from: number, to: number, firstLine: number): IniBody {
  const entries: IniEntry[] = [];
  const junk: IniJunk[] = [];
  let last: IniEntry | undefined;
  /** Key of the block `s3 =` that indented lines belong to. */
  let parent: string | undefined;
  /** Indentation of the last key, and of the last line that is a key to the AWS CLI too. */
  let indent = 0;
  let cliIndent = 0;
  for (let start = from, line = firstLine; start < to; line++) {
    const feed = text.indexOf('\n', start);
    const next = feed === -1 || feed >= to ? to : feed + 1;
    const at = skipBlank(text, start, next);
    const char = text.charCodeAt(at);
    if (at < next && char !== HASH && char !== SEMICOLON) {
      const deeper = last !== undefined && at - start > indent;
      if (deeper && parent !== undefined) {
        const entry = entryAt(text, at, next, start, line, parent);
        if (entry) {
          entries.push(entry);
          if (last) last.opensBlock = true;
        } else junk.push({ line, nested: true });
      } else if (deeper && last && !looksLikeKey(text, at, next)) {
        last.value += `\n${withoutComment(text.slice(at, next).trim())}`;
        last.end = next;
        last.quirk = 'continued';
      } else {
        const entry = entryAt(text, at, next, start, line, undefined);
        if (entry) {
          indent = at - start;
          if (last !== undefined && indent > cliIndent) entry.quirk = 'indented-key';
          else cliIndent = indent;
          parent = entry.value === '' ? entry.key : undefined;
          last = entry;
          entries.push(entry);
        } else junk.push({ line, nested: false });
      }
    }
    start = next;
  }
  return { entries, junk };
}

/** The first character of [from, to) that is not white space. */
function skipBlank(text: string, from: number, to: number): number {
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
function looksLikeKey(text: string, at: number, next: number): boolean {
  return /^[a-z_][\w.-]*\s*=/i.test(text.slice(at, next));
}

function entryAt(
  text: string,
  at: number,
  next: number,
  start: number,
  line: number,
  parent: string | undefined,
): IniEntry | undefined {
  // Python splits at the first of `=` and `:`, but nested blocks at `=` only.
  let mark = at;
  for (; mark < next; mark++) {
    const char = text.charCodeAt(mark);
    if (char === EQUALS || (char === COLON && parent === undefined)) break;
  }
  const written = text.slice(at, mark).trimEnd();
  if (mark >= next || written === '') return undefined;
  const raw = text.slice(mark + 1, next).trim();
  const value = withoutComment(raw);
  const char = value.charCodeAt(0);
  return {
    key: parent === undefined ? written.toLowerCase() : `${parent}.${written.toLowerCase()}`,
    written,
    value,
    line,
    start,
    end: next,
    nested: parent !== undefined,
    opensBlock: false,
    quirk:
      text.charCodeAt(mark) === COLON
        ? 'colon'
        : value.length < raw.length
          ? 'comment'
          : char === HASH || char === SEMICOLON
            ? 'hash-value'
            : undefined,
  };
}

/** Cuts ` #` and ` ;` comments as the JS SDK does, but leaves a value that starts with one (`#ff0000`) alone. */
function withoutComment(value: string): string {
  if (!value.includes('#') && !value.includes(';')) return value;
  const comment = value.search(/\s[#;]/);
  return comment === -1 ? value : value.slice(0, comment).trimEnd();
}
