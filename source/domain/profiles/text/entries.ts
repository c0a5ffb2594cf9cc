import type { Ini, IniSection } from './ini.ts';
import { type IniVisitor, walkBody, walkPreamble } from './lines.ts';

/** A reason why the AWS CLI and the JS SDK read an entry differently. */
export type Quirk =
  /** `key: value`: the JS SDK does not see it. */
  | 'colon'
  /** `value # comment`: the AWS CLI keeps the comment in the value. */
  | 'comment'
  /** `key = #value`: a comment to the JS SDK. */
  | 'hash-value'
  /** An indented `key = value` after a key with a value: the AWS CLI glues it to that value. */
  | 'indented-key'
  /** An indented line lengthens the value: the JS SDK drops it. */
  | 'continued';

/** One `key = value` with the lines that belong to it. */
export type Entry = {
  /** Lower case; of a nested block with its parent: `s3.max_concurrent_requests`. */
  readonly key: string;
  /** As written, without the parent. */
  readonly written: string;
  readonly value: string;
  readonly line: number;
  readonly start: number;
  /** After the last line that belongs to the entry: continued lines and the nested block included. */
  readonly end: number;
  /** Columns before the key. */
  readonly depth: number;
  readonly parent: string | undefined;
  /** `s3 =` with lines nested in it. */
  readonly opensBlock: boolean;
  readonly quirks: readonly Quirk[];
};

/** A line that is no entry, no comment, no header and not blank. */
type Junk = { readonly line: number; readonly nested: boolean };
export type Body = { readonly entries: readonly Entry[]; readonly junk: readonly Junk[] };

/** The body of a section line by line, for editing and for findings. */
export function bodyOf(ini: Ini, section: IniSection): Body {
  return collect(ini, ini.lineOf(section) + 1, (visitor) => walkBody(ini, section, visitor));
}

/** The lines before the first section. */
export function preambleOf(ini: Ini): Body {
  return collect(ini, 1, (visitor) => walkPreamble(ini, visitor));
}

type Building = { -readonly [K in keyof Entry]: Entry[K] } & { quirks: Quirk[] };

/** @param first the line that `walk` counts as 0 */
function collect({ text }: Ini, first: number, walk: (visitor: IniVisitor) => void): Body {
  const entries: Building[] = [];
  const junk: Junk[] = [];
  /** The last entry that stands in no block. */
  let top: Building | undefined;
  walk({
    entry: (key, value, at, parent, indented, start, mark, next) => {
      const line = first + at;
      const raw = text.slice(mark + 1, next).trim();
      const head = text.slice(start, mark);
      const quirks: Quirk[] = [];
      if (text[mark] === ':') quirks.push('colon');
      if (value.length < raw.length) quirks.push('comment');
      if (value.startsWith('#') || value.startsWith(';')) quirks.push('hash-value');
      if (indented) quirks.push('indented-key');
      const written = head.trim();
      const depth = head.length - head.trimStart().length;
      const entry = { key, written, value, line, start, end: next, depth, parent, opensBlock: false, quirks };
      entries.push(entry);
      if (parent === undefined) top = entry;
      else if (top) {
        top.opensBlock = true;
        top.end = next;
      }
    },
    continued: (more, next) => {
      if (!top) return;
      top.value += `\n${more}`;
      top.end = next;
      if (!top.quirks.includes('continued')) top.quirks.push('continued');
    },
    junk: (at, nested) => junk.push({ line: first + at, nested }),
  });
  return { entries, junk };
}
