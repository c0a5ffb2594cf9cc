import { printable } from '../../display/sanitize.ts';
import type { RoleSummary } from '../profile.ts';
import { nextLine } from '../text/ini.ts';

/** Characters that a badge in a prompt has at most. */
const longest = 40;

type Named = Pick<RoleSummary, 'name' | 'displayName' | 'group'>;

/**
 * The name of a role in prompts, which no other role has: its display name, with its group or as its profile where others are
 * called the same. Of a long one the middle is left out, or as near to it as leaves what differs, with some letters around it to read.
 */
export function badgeName(role: Named, roles: readonly Named[]): string {
  const others = roles.filter(({ name }) => name !== role.name).flatMap(formsOf);
  const taken = new Set(others);
  const form = formsOf(role).find((text) => !taken.has(text)) ?? whole(role.name);
  if (printable(form, longest) === form) return form;
  const alike = others.filter((text) => text.length > longest);
  for (const margin of [6, 0]) {
    const found = heads
      .map((head) => printable(form, longest, head))
      .find((short) => {
        const [start = '', end = ''] = short.split('…');
        const [before, after] = [start.slice(0, Math.max(0, start.length - margin)), end.slice(margin)];
        return !alike.some((text) => text.startsWith(before) && text.endsWith(after));
      });
    if (found !== undefined) return found;
  }
  return form;
}

const whole = (text: string): string => printable(text, Number.POSITIVE_INFINITY);

/** What a role can be called, the shortest first. */
const formsOf = ({ name, displayName, group }: Named): readonly string[] =>
  [displayName, ...(group === undefined ? [] : [`${group} ${displayName}`]), name].map(whole);

/** How much stands before what is left out: half at first, then more and less. */
const heads: readonly number[] = Array.from({ length: longest }, (_, at) => at).sort(
  (one, other) => Math.abs(one - longest / 2) - Math.abs(other - longest / 2),
);

/**
 * Whether the files alone say that no other role is called so, as its profile or its display name, so that nobody has to read
 * all roles, which takes a command longer than all else. Found roles are in no file: their names have a `/`, and no two have the same.
 * @param isFound whether the role was found in a portal
 * @param texts of the two files
 */
export function isOnlyNameIn(
  texts: readonly (string | undefined)[],
  { displayName, isFound }: { readonly displayName: string; readonly isFound: boolean },
): boolean {
  if (!isFound && displayName.includes('/')) return false;
  const lines = linesWith(displayName, texts.join('\n').replaceAll('\r', '\n'));
  const named = lines.filter((line) => isWhole(displayName, line));
  if (!isFound) return named.length === 1;
  // However a display name is written, it stands in no header.
  return named.length === 0 && lines.every((line) => /^\s*\[/.test(line));
}

/** The lines of a text that have a part in them. */
function linesWith(part: string, text: string): readonly string[] {
  const lines: string[] = [];
  for (let at = text.indexOf(part); at !== -1 && at < text.length; ) {
    const end = nextLine(text, at, text.length);
    lines.push(text.slice(text.lastIndexOf('\n', at) + 1, end));
    at = text.indexOf(part, end);
  }
  return lines;
}

/**
 * Whether a line gives a role this name, and no longer one: an indented one may go on with a display name. A comment behind it, or
 * quotes around it, may belong to the name.
 */
function isWhole(name: string, line: string): boolean {
  const [, named = ''] = /^(?:\s*(?:\[\s*(?:profile\s)?|rolecall_display_name\s*[=:])|\s+)(.*)$/is.exec(line) ?? [];
  return named.replace(/[\]#;].*$/s, '').replaceAll(/^[\s"']+|[\s"']+$/g, '') === name;
}
