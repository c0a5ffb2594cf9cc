import type { Location } from '../../../problem.ts';
import type { OpenHeader, ProfileFile } from '../profile.ts';
import { type Header, readHeader, splitLikeShell } from './header.ts';
import { type Ini, type IniSection, scanIni } from './ini.ts';

/** A kind of section that has a name. */
export type NamedKind = Exclude<Header['kind'], 'defaults' | 'none'>;

/** A header as both the AWS CLI and the SDKs read it. */
export function properHeader(name: string, kind: NamedKind = 'profile'): string {
  if (name === 'default' && kind === 'profile') return '[default]';
  return /[\s"'\\]/.test(name) ? `[${kind} "${name.replace(/["\\]/g, '\\$&')}"]` : `[${kind} ${name}]`;
}

/** What a header probably names, which no reader can read: without quotes, backslashes and blanks too many. */
export const bareHeader = (header: string): string =>
  header
    .replace(/["'\\]/g, '')
    .trim()
    .replace(/\s+/g, ' ');

/** How a header is written of which a quote is not closed: one behind the beginning of a name is a part of it. */
export function quoted(header: string): string | undefined {
  const [, kind, name = ''] = /^(profile|sso-session|services)\s+(\S.*)$/s.exec(header) ?? [];
  if (/^["']/.test(name) || header.includes('\\') || splitLikeShell(header) !== undefined) return undefined;
  return kind && properHeader(name.trim().replace(/\s+/g, ' '), kind as NamedKind);
}

/** What a section's header lacks and should be; undefined for one that is closed. */
export function openHeader({ text }: Ini, { header, start, body }: IniSection): OpenHeader | undefined {
  if (header !== '') return undefined;
  const line = text
    .slice(text.indexOf('[', start), body)
    .replace(/\s[#;].*/s, '')
    .trim();
  // A brace or a parenthesis beside the key of the bracket.
  const written = line.slice(1).replace(/[\])}>]+$/, '');
  const bare = bareHeader(written);
  if (bare === '')
    return { bare, why: `the name in ${line} is missing`, remedy: 'Write [profile NAME], or remove the line.' };
  const [, kind, name] = /^(profile|sso-session|services) (.+)$/i.exec(bare) ?? [];
  const other = /^default$/i.test(bare) ? properHeader('default') : `[${bare}]`;
  const meant = quoted(written) ?? (kind && name ? properHeader(name, kind.toLowerCase() as NamedKind) : other);
  return { bare, why: `the ] of ${line} is missing`, remedy: `Write ${meant}.` };
}

/** A header that is not closed right below a section of the file at `path`; undefined where there is none. */
export function openBelow(
  ini: Ini,
  { index }: IniSection,
  path: string,
): (OpenHeader & { readonly at: Location }) | undefined {
  const next = ini.sections[index + 1];
  const open = next && openHeader(ini, next);
  return open && { ...open, at: { file: path, line: ini.lineOf(next) } };
}

/** A section that was meant for a name and that nothing reads, where it is, and how to write it. */
type Unread = {
  readonly at: Location;
  /** `nothing reads [Profile prod]` */
  readonly why: string;
  readonly remedy: string;
};

/** The section that was meant for a name and that nothing reads; undefined where there is none. */
export function unreadSection(
  { kind: file, path, text = '' }: ProfileFile,
  kind: NamedKind,
  name: string,
): Unread | undefined {
  if (text.includes('\0')) return undefined;
  // In the credentials file every closed header is read.
  const prefix = file === 'credentials' || (kind === 'profile' && name === 'default') ? '' : `${kind} `;
  const meant = bareHeader(prefix + name).toLowerCase();
  const ini = scanIni(text);
  for (const section of ini.sections) {
    if (section.profile !== undefined || readHeader(section.header, file).kind !== 'none') continue;
    const open = openHeader(ini, section);
    const bare = open?.bare ?? bareHeader(section.header);
    if (bare.toLowerCase() !== meant) continue;
    const why = open?.why ?? `nothing reads [${section.header}]`;
    // Without the word profile it is this one, however it is spelled.
    const proper = prefix === '' ? properHeader('default') : properHeader(bare.slice(prefix.length), kind);
    const remedy = open?.remedy ?? `Write ${quoted(section.header) ?? proper}.`;
    return { at: { file: path, line: ini.lineOf(section) }, why, remedy };
  }
  return undefined;
}
