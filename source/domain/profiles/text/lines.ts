import { CR, HASH, type Ini, type IniSection, LF, nextLine, SEMICOLON, SPACE, TAB } from './ini.ts';

/** Receives the lines of a body. Offsets are of {@link Ini}'s text. */
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
  /** A line that lengthens the value of the last entry. */
  readonly continued: (value: string, next: number) => void;
  /** A line that is no entry, no comment and not blank. */
  readonly junk?: (line: number, nested: boolean) => void;
};

/** Reads the body of one section of {@link scanIni}'s result. */
export function walkBody(ini: Ini, section: IniSection, visitor: IniVisitor): void {
  walkLines(ini.text, section.body, section.end, visitor);
}

/** A line with no blanks but around `=`, and nothing that could be a comment, a block or a continuation. */
const plainEntry = /[a-z][a-z0-9_]* ?= ?[^\s#;](?:[^#;\r\n]*[^\s#;])?\r?\n/y;

/**
 * The value of each key, for a body of plain entries, each once, blank lines and comments, as nearly all are: faster than
 * {@link walkBody}, which calls for each line. Undefined for any other body.
 */
export function plainValues({ text }: Ini, { body, end }: IniSection): Map<string, string> | undefined {
  const values = new Map<string, string>();
  for (let start = body; start < end; ) {
    const char = text.charCodeAt(start);
    if (char === LF || char === CR) start++;
    else if (char === HASH || char === SEMICOLON) start = nextLine(text, start, end);
    else {
      plainEntry.lastIndex = start;
      if (!plainEntry.test(text)) return undefined;
      const next = plainEntry.lastIndex;
      const mark = text.indexOf('=', start);
      const key = text.slice(start, text.charCodeAt(mark - 1) === SPACE ? mark - 1 : mark);
      const value = text.slice(
        text.charCodeAt(mark + 1) === SPACE ? mark + 2 : mark + 1,
        text.charCodeAt(next - 2) === CR ? next - 2 : next - 1,
      );
      if (values.has(key)) return undefined;
      values.set(key, value);
      start = next;
    }
  }
  return values;
}

/** Reads the lines before the first section, where there should be none. */
export function walkPreamble(ini: Ini, visitor: IniVisitor): void {
  walkLines(ini.text, ini.preamble, ini.sections[0]?.start ?? ini.text.length, visitor);
}

/** A line: its offsets, and its number in the body. */
type Line = { readonly start: number; readonly next: number; readonly line: number };

/** State of the lines so far. */
type Place = {
  /** Key of the block `s3 =` that deeper lines belong to. */
  parent: string | undefined;
  /** Indentation of the last key, and of the last line that is a key to the AWS CLI too; -1 before there is one. */
  indent: number;
  cliIndent: number;
};

function walkLines(text: string, from: number, to: number, visitor: IniVisitor): void {
  const place: Place = { parent: undefined, indent: -1, cliIndent: -1 };
  for (let start = from, line = 0; start < to; line++) {
    const next = nextLine(text, start, to);
    walkLine(text, { start, next, line }, place, visitor);
    start = next;
  }
}

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
  const typed = rest.slice(mark + 1).trim();
  const value = name.endsWith('_process') ? commandOnly(typed) : withoutComment(typed);
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

/** A command of `credential_process` and the like: what stands in quotes is no comment, and the AWS CLI cuts nothing off. */
function commandOnly(value: string): string {
  if (!value.includes('#') && !value.includes(';')) return value;
  const parts = /^(?:\\.|"(?:\\.|[^"\\])*"|'[^']*'|(?!\s[#;])[^"'\\])*/.exec(value)?.[0] ?? '';
  const rest = value.slice(parts.length);
  // A quote that is not closed hides nothing.
  return rest === '' || /^\s[#;]/.test(rest) ? parts.trimEnd() : withoutComment(value);
}
