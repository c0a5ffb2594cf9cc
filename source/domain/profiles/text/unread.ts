import type { Location } from '../../../problem.ts';
import type { ProfileFile } from '../profile.ts';
import { type Header, readHeader } from './header.ts';
import { scanIni } from './ini.ts';

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

/** The section that was meant for a name and that nothing reads, with how to write it; undefined where there is none. */
export function unreadSection(
  { kind: file, path, text = '' }: ProfileFile,
  kind: NamedKind,
  name: string,
): { readonly at: Location; readonly written: string; readonly remedy: string } | undefined {
  if (file !== 'config' || text.includes('\0')) return undefined;
  const meant = bareHeader(`${kind} ${name}`).toLowerCase();
  const ini = scanIni(text);
  const section = ini.sections.find(
    ({ header }) => readHeader(header, file).kind === 'none' && bareHeader(header).toLowerCase() === meant,
  );
  if (section === undefined) return undefined;
  const bare = bareHeader(section.header).slice(kind.length + 1);
  return {
    at: { file: path, line: ini.lineOf(section) },
    written: `[${section.header}]`,
    remedy: `Write ${properHeader(bare, kind)}.`,
  };
}
