import { type FormatFault, formatFault, formats } from '../../formats.ts';
import { contentEnd, sectionsByName } from '../../profiles/edit/edit.ts';
import type { ProfileFile, Profiles } from '../../profiles/profile.ts';
import { scanIni } from '../../profiles/text/ini.ts';
import { isRecord, recordIn } from '../../record.ts';

/** For whom a section was written: the same session name may lead to another company, or somebody else may be signed in. */
export type Owner = {
  readonly startUrl: string;
  /** The session name of a role's ARN; undefined where nobody had asked AWS when it was written. */
  readonly person?: string | undefined;
};

/**
 * The digests of the sections that rolecall wrote, each with its owner. A section whose digest is not among them has been
 * touched since, and is the person's. Nothing is taken out when a section goes: an undo brings it back.
 */
export type Marks = ReadonlyMap<string, Owner>;

/** The oldest are dropped beyond so many. */
const most = 50_000;

/** Reads the file. With a fault every section counts as the person's. */
export function readMarks(text: string): { readonly value: Marks; readonly fault?: FormatFault } {
  const marks = new Map<string, Owner>();
  const record = recordIn(text);
  if (record?.version !== formats.writtenSections || !Array.isArray(record.written)) {
    return { value: marks, fault: formatFault(record, formats.writtenSections) };
  }
  for (const group of record.written) {
    const { startUrl, person, sections } = isRecord(group) ? group : {};
    if (typeof startUrl !== 'string' || !Array.isArray(sections)) return { value: new Map(), fault: 'damaged' };
    const owner = typeof person === 'string' ? { startUrl, person } : { startUrl };
    for (const mark of sections) if (typeof mark === 'string') marks.set(mark, owner);
  }
  return { value: marks };
}

/** The text of the file, the sections of an owner together. */
export function marksText(marks: Marks): string {
  const groups = new Map<string, { owner: Owner; sections: string[] }>();
  for (const [mark, owner] of [...marks].slice(-most)) {
    const key = JSON.stringify([owner.startUrl, owner.person]);
    const group = groups.get(key) ?? { owner, sections: [] };
    groups.set(key, group);
    group.sections.push(mark);
  }
  const written = [...groups.values()].map(({ owner, sections }) => ({ ...owner, sections }));
  return `${JSON.stringify({ version: formats.writtenSections, written }, null, 1)}\n`;
}

/** The marks with more of one owner; the same object where nothing changes. */
export function marksWith(marks: Marks, more: readonly string[], owner: Owner): Marks {
  const isKnown = (mark: string) => {
    const known = marks.get(mark);
    return known !== undefined && known.startUrl === owner.startUrl && known.person === owner.person;
  };
  return more.every(isKnown) ? marks : new Map([...marks, ...more.map((mark) => [mark, owner] as const)]);
}

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
