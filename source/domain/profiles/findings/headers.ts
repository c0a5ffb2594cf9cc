import type { Finding, ProfileFile } from '../profile.ts';
import { bodyOf, type Entry } from '../text/entries.ts';
import { readHeader } from '../text/header.ts';
import type { Ini, IniSection } from '../text/ini.ts';
import { CLI_REFUSES, findingsIn } from './finding.ts';
import { spellingFindings } from './header-spelling.ts';

/** What is odd about the section headers of one file. */
export function headerFindings(file: ProfileFile, ini: Ini): Finding[] {
  const found: Finding[] = [];
  /** First line of each header as written, and the last spelling of each name. */
  const lines = new Map<string, number>();
  const spellings = new Map<string, IniSection>();
  for (const section of ini.sections) {
    const line = ini.lineOf(section);
    const header = readHeader(section.header, file.kind);
    found.push(...placed(file, ini, section, line), ...spellingFindings(file, section.header, header, line));
    const whole = section.header + bracketed(ini, section);
    const first = lines.get(whole);
    if (first !== undefined) found.push(repeated(file, section.header, line, first));
    else lines.set(whole, line);
    const name = 'name' in header ? `${header.kind} ${header.name}` : undefined;
    const other = name === undefined ? undefined : spellings.get(name);
    if (other && other.header !== section.header) found.push(replaced(file, ini, section.header, line, other));
    if (name !== undefined) spellings.set(name, section);
  }
  return found;
}

function repeated(file: ProfileFile, header: string, line: number, first: number): Finding {
  return findingsIn(file.path).error(
    'duplicate-section',
    line,
    `[${header}] stands in line ${first} already: ${CLI_REFUSES}.`,
    'Move its keys into the first section and remove this one.',
  );
}

function replaced(file: ProfileFile, ini: Ini, header: string, line: number, other: IniSection): Finding {
  return findingsIn(file.path).warning(
    'replaced-section',
    line,
    `[${header}] is the same name as [${other.header}] in line ${ini.lineOf(other)}: the AWS CLI reads only this one, ` +
      'the JavaScript SDK mixes or picks differently.',
    'Keep one of the two sections.',
  );
}

/** Where on its line, and after what, a header stands. */
function placed(file: ProfileFile, ini: Ini, section: IniSection, line: number): Finding[] {
  const { error, warning } = findingsIn(file.path);
  const text = ini.text.slice(section.start, section.body);
  const depth = text.indexOf('[');
  const tail = tailOf(ini, section);
  const found: Finding[] = [];
  if (bracketed(ini, section) !== '') {
    found.push(
      error(
        'header-bracket',
        line,
        `A bracket follows [${section.header}]: the AWS CLI takes all before it for the name, and has no such section.`,
        'Put the comment on a line of its own.',
      ),
    );
  } else if (tail !== '' && !/^[#;]/.test(tail)) {
    found.push(
      warning(
        'header-junk',
        line,
        `Text follows [${section.header}]: to the JavaScript SDK it is no section, and its keys go to the one before.`,
        'Remove what follows the bracket.',
      ),
    );
  }
  const before = ini.sections[section.index - 1];
  const last: Entry | undefined = depth > 0 && before ? bodyOf(ini, before).entries.findLast(isCliKey) : undefined;
  if (last && depth > last.depth) {
    found.push(
      error(
        'indented-header',
        line,
        last.opensBlock || last.value === ''
          ? `[${section.header}] is indented as if it belonged to ${last.written}: ${CLI_REFUSES}.`
          : `[${section.header}] is indented: the AWS CLI takes it and all its keys for more of the value of ${last.written}.`,
        'Remove the white space before the bracket.',
      ),
    );
  }
  return found;
}

/** What follows the header on its line. */
function tailOf({ text }: Ini, { header, start, body }: IniSection): string {
  return text.slice(text.indexOf('[', start) + header.length + 2, body).trim();
}

/** What the AWS CLI, which looks for the last bracket, takes for more of the header. */
function bracketed(ini: Ini, section: IniSection): string {
  const tail = tailOf(ini, section);
  return tail.slice(0, tail.lastIndexOf(']') + 1);
}

function isCliKey({ parent, quirks }: Entry): boolean {
  return parent === undefined && !quirks.includes('indented-key');
}
