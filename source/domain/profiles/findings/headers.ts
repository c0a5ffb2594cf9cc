import { capitalized } from '../../display/sentence.ts';
import type { OpenHeader, ProfileFile } from '../profile.ts';
import { bodyOf, type Entry } from '../text/entries.ts';
import { type Header, readHeader, SAFE_NAME, safeBesideLetters, splitLikeShell } from '../text/header.ts';
import type { Ini, IniSection } from '../text/ini.ts';
import { bareHeader, type NamedKind, openHeader, properHeader, quoted } from '../text/unread.ts';
import { CLI_REFUSES, type FileCheck, type Finding, findingsIn, SDK_BLIND } from './finding.ts';

/** What is odd about the section headers of one file. */
export const headerFindings: FileCheck = (file, ini) => {
  const found: Finding[] = [];
  /** First line of each header as written, and the last spelling of each name. */
  const lines = new Map<string, number>();
  const spellings = new Map<string, IniSection>();
  for (const section of ini.sections) {
    const line = ini.lineOf(section);
    const open = openHeader(ini, section);
    if (open !== undefined) {
      found.push(notClosed(file, section, open, line));
      continue;
    }
    const header = readHeader(section.header, file.kind);
    found.push(...placed(file, ini, section, line), ...spellingFindings(file, section.header, header, line));
    const written = section.header + bracketed(ini, section);
    const first = lines.get(written);
    if (first !== undefined) found.push(repeated(file, section.header, line, first));
    else lines.set(written, line);
    const name = 'name' in header ? `${header.kind} ${header.name}` : undefined;
    const other = name === undefined ? undefined : spellings.get(name);
    if (other && other.header !== section.header) found.push(replaced(file, ini, section.header, line, other));
    if (name !== undefined) spellings.set(name, section);
  }
  return found;
};

function notClosed(file: ProfileFile, { index }: IniSection, { why, remedy }: OpenHeader, line: number): Finding {
  const above = index === 0 ? '' : ', and the JavaScript SDK reads its keys as part of the section above';
  const what = `${capitalized(why)}: ${CLI_REFUSES}${above}.`;
  return findingsIn(file.path).error('header-open', line, what, remedy);
}

function repeated(file: ProfileFile, header: string, line: number, first: number): Finding {
  return findingsIn(file.path).error(
    'duplicate-section',
    line,
    `[${header}] is already in line ${first}: ${CLI_REFUSES}.`,
    'Move its keys into the first section and remove this one.',
  );
}

function replaced(file: ProfileFile, ini: Ini, header: string, line: number, other: IniSection): Finding {
  return findingsIn(file.path).warning(
    'replaced-section',
    line,
    `[${header}] is the same name as [${other.header}] in line ${ini.lineOf(other)}: the AWS CLI reads only this one, ` +
      'the JavaScript SDK mixes the two or picks differently.',
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
        `A bracket follows [${section.header}]: the AWS CLI reads everything before it as the name, and knows no such section.`,
        'Put the comment on a line of its own.',
      ),
    );
  } else if (tail !== '' && !/^[#;]/.test(tail)) {
    found.push(
      warning(
        'header-junk',
        line,
        `Text follows [${section.header}]: the JavaScript SDK does not read it as a section, and adds its keys to the one before.`,
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
          : `[${section.header}] is indented: the AWS CLI reads it and all its keys as part of the value of ${last.written}.`,
        'Remove the whitespace before the bracket.',
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

/** What the text between the brackets is to each reader. */
function spellingFindings(file: ProfileFile, text: string, header: Header, line: number): Finding[] {
  const { error, warning } = findingsIn(file.path);
  if (header.kind === 'defaults') {
    return [
      warning(
        'defaults-leak',
        line,
        'The AWS CLI gives the keys of [DEFAULT] to every section of this file; the JavaScript SDK gives them to none.',
        'Write [default] for the default profile, or put the keys where they belong.',
      ),
    ];
  }
  if (file.kind === 'credentials') return inCredentials(file, text, line);
  if (header.kind === 'none') return unread(file, text, line);
  const word = text.slice(0, text.search(/[\s"']|$/));
  if (text !== 'default' && word !== header.kind) {
    return [
      warning(
        'header-word',
        line,
        `[${text}] is ${header.kind} ${header.name} only to the AWS CLI.`,
        `Write [${header.kind} ${header.name}].`,
      ),
    ];
  }
  if (header.name === '__proto__') {
    return [
      error(
        'header-name',
        line,
        'The JavaScript SDK cannot read a profile of this name, and rejects the whole file if the name is not quoted.',
        'Give the profile another name.',
        header.name,
      ),
    ];
  }
  const profile = header.kind === 'profile' ? header.name : undefined;
  if (!SAFE_NAME.test(header.name)) {
    const remedy = `Use only letters, ${safeBesideLetters}.`;
    return [warning('header-name', line, `[${text}] has characters for which ${SDK_BLIND}.`, remedy, profile)];
  }
  if (text !== 'default' && !/^[\w-]+\s(["'])?[\w@+.%:/-]+\1$/.test(text)) {
    const remedy = `Write [${header.kind} ${header.name}].`;
    return [warning('header-space', line, `[${text}] has more than one space: ${SDK_BLIND}.`, remedy, profile)];
  }
  return [];
}

function inCredentials(file: ProfileFile, text: string, line: number): Finding[] {
  const { error, warning } = findingsIn(file.path);
  const [word, name] = splitLikeShell(text) ?? [];
  if (word === 'profile' && name !== undefined) {
    const what = `In this file the word profile is part of the name: [${text}] is not the profile ${name}.`;
    return [error('profile-prefix', line, what, `Write [${name}].`, text)];
  }
  if ((word === 'sso-session' || word === 'services') && name !== undefined) {
    const what = `[${text}] is read only in the config file.`;
    return [warning('wrong-file', line, what, 'Move it to the config file.')];
  }
  if (text !== text.trim()) {
    const what = `The whitespace inside the brackets of [${text}] is part of the name.`;
    return [warning('header-space', line, what, `Write [${text.trim()}].`, text)];
  }
  return [];
}

/** Sections of other tools, which AWS's readers pass over on purpose. */
const FOREIGN = /^(plugins|preview|granted_registry_(start|end)( .*)?)$/;

function unread(file: ProfileFile, text: string, line: number): Finding[] {
  const { error, warning } = findingsIn(file.path);
  if (FOREIGN.test(text)) return [];
  const [word = '', ...names] = splitLikeShell(text) ?? [];
  const kind = /^(profile|sso-session|services|default)$/i.exec(word)?.[0].toLowerCase();
  if (splitLikeShell(text) === undefined) {
    const isBackslash = text.endsWith('\\');
    const what = isBackslash ? 'ends with a backslash, which swallows what follows' : 'has a quote that is not closed';
    const [, kindOf = 'profile', bare = ''] = /^(profile|sso-session|services) (.*)$/.exec(bareHeader(text)) ?? [];
    const meant = isBackslash ? properHeader(bare, kindOf as NamedKind) : quoted(text);
    const remedy = meant === undefined ? 'Close the quote.' : `Write ${meant}.`;
    return [error('header-unreadable', line, `[${text}] ${what}: nothing reads it.`, remedy)];
  }
  if (kind === undefined && names.length === 0 && word !== '') {
    const what = `[${text}] is missing the word profile: nothing reads it.`;
    return [warning('missing-prefix', line, what, `Write ${properHeader(word)}, if it is meant to be a profile.`)];
  }
  if (kind === undefined) return [];
  if (kind === 'default')
    return [error('header-spelling', line, `[${text}] is not [default]: nothing reads it.`, 'Write [default].')];
  if (names.length === 0) {
    return [error('header-unreadable', line, `[${text}] has no name: nothing reads it.`, `Write [${kind} NAME].`)];
  }
  const name = names.join(' ');
  const remedy = `Write ${properHeader(name, kind as NamedKind)}.`;
  return names.length > 1
    ? [error('header-unreadable', line, `[${text}] has a space in its name and no quotes: nothing reads it.`, remedy)]
    : [error('header-spelling', line, `[${text}] is not spelled the way AWS spells it: nothing reads it.`, remedy)];
}
