import type { ProfileFile } from '../profile.ts';
import { scanIni } from '../text/ini.ts';
import { contentEnd, sectionsByName } from './edit.ts';
import { editable } from './safe.ts';

/**
 * Is nothing left of a profile but the header of its one section? A comment in it belongs to it; what stands behind a blank
 * line, above the next header, belongs to that one.
 * @throws Problem where the file is none that rolecall edits
 */
export function isBare(file: ProfileFile, name: string): boolean {
  const text = editable(file);
  const ini = scanIni(text);
  const [section, other] = sectionsByName(ini, file)(name);
  if (section === undefined || other !== undefined || contentEnd(text, section) > section.body) return false;
  const header = text.slice(section.start, section.body).trim();
  const body = text.slice(section.body, section.end);
  const [first = ''] = body.split('\n');
  return header.endsWith(']') && first.trim() === '' && (section.end < text.length || body.trim() === '');
}
