import { formats } from '../../formats.ts';
import { contentEnd, sectionsByName } from '../../profiles/edit/edit.ts';
import type { ProfileFile, Profiles } from '../../profiles/profile.ts';
import { scanIni } from '../../profiles/text/ini.ts';
import { isRecord } from '../../settings/faults.ts';

/**
 * The digests of the sections that rolecall wrote. A section whose digest is not among them has been touched since, and is the
 * person's. Nothing is taken out when a section goes: an undo brings it back.
 */
export type Marks = ReadonlySet<string>;

/** The oldest are dropped beyond so many. */
const most = 50_000;

/** Reads the file; a damaged or newer one holds none, and everything is the person's. */
export function readMarks(text: string): Marks {
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value) || value.version !== formats.writtenSections || !Array.isArray(value.sections))
      return new Set();
    return new Set(value.sections.filter((mark): mark is string => typeof mark === 'string'));
  } catch {
    return new Set();
  }
}

export const marksText = (marks: Marks): string =>
  `${JSON.stringify({ version: formats.writtenSections, sections: [...marks].slice(-most) }, null, 1)}\n`;

/** The marks with more; the same object where nothing changes. */
export const marksWith = (marks: Marks, more: readonly string[]): Marks =>
  more.every((mark) => marks.has(mark)) ? marks : new Set([...marks, ...more]);

/**
 * Finds the text of a profile's section: header, keys, and comments that stand among them or right behind them.
 * @returns undefined where it stands in several sections, or in the credentials file as well: rolecall never wrote that
 */
export function sectionTexts({
  config,
  credentials,
}: Pick<Profiles, 'config' | 'credentials'>): (name: string) => string | undefined {
  const named = (file: ProfileFile) => {
    const ini = scanIni(file.text ?? '');
    return { ini, sections: sectionsByName(ini, file) };
  };
  const [inConfig, inCredentials] = [named(config), named(credentials)];
  return (name) => {
    const [section, ...others] = inConfig.sections(name);
    if (section === undefined || others.length > 0 || inCredentials.sections(name).length > 0) return undefined;
    const { text } = inConfig.ini;
    const end = contentEnd(text, section);
    const comments = /^(?:[ \t]*[#;][^\n]*(?:\n|$))*/.exec(text.slice(end, section.end))?.[0] ?? '';
    return text.slice(section.start, end + comments.length).replace(/\r?\n$/, '');
  };
}
