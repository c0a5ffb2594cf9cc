import { keyNamed } from '../keys.ts';
import type { ProfileFile } from '../profile.ts';
import { type Body, bodyOf, type Entry, preambleOf, type Quirk } from '../text/entries.ts';
import { readHeader } from '../text/header.ts';
import type { Ini, IniSection } from '../text/ini.ts';
import { CLI_REFUSES, type FileCheck, type Finding, findingsIn, SDK_BLIND } from './finding.ts';

/** What is odd about the lines between the headers of one file. */
export const lineFindings: FileCheck = (file, ini) => {
  const { error } = findingsIn(file.path);
  const stray = preambleOf(ini);
  const before = [...stray.entries, ...stray.junk].map(({ line }) =>
    error(
      'text-before-section',
      line,
      `Text before the first section: ${CLI_REFUSES}.`,
      'Remove it, or put # before it.',
    ),
  );
  return [...before, ...ini.sections.flatMap((section) => inSection(file, ini, section))];
};

function inSection(file: ProfileFile, ini: Ini, section: IniSection): Finding[] {
  const body = bodyOf(ini, section);
  const header = readHeader(section.header, file.kind);
  const profile = header.kind === 'profile' ? header.name : undefined;
  const what = `[${section.header}] is empty: the AWS CLI has a profile of that name, the JavaScript SDK does not.`;
  const { note } = findingsIn(file.path);
  return [
    ...(profile !== undefined && body.entries.length === 0
      ? [note('empty-section', ini.lineOf(section), what, 'Give it a key, or remove it.', profile)]
      : []),
    ...junkIn(file, body),
    ...repeatedIn(file, body, profile),
    ...body.entries.flatMap((entry) => oddities(file, entry, profile)),
  ];
}

function junkIn(file: ProfileFile, { junk }: Body): Finding[] {
  const { error } = findingsIn(file.path);
  return junk.map(({ line, nested }) =>
    error(
      'no-key',
      line,
      `This line has no key and value${nested ? ', and is in a nested block' : ''}: ${CLI_REFUSES}.`,
      'Write key = value, remove the line, or put # before it.',
    ),
  );
}

function repeatedIn(file: ProfileFile, { entries }: Body, profile: string | undefined): Finding[] {
  const lines = new Map<string, number>();
  const found: Finding[] = [];
  for (const { key, line, parent, quirks } of entries) {
    const first = lines.get(key);
    // An indented key is no key to the AWS CLI, and so no second one.
    if (quirks.includes('indented-key')) continue;
    if (first === undefined) lines.set(key, line);
    else {
      const result = parent === undefined ? CLI_REFUSES : 'the last one is used';
      const what = `${key} is already in line ${first}: ${result}.`;
      found.push(findingsIn(file.path).error('duplicate-key', line, what, 'Remove one of the two.', profile));
    }
  }
  return found;
}

const QUIRKS: Record<Quirk, { severity: Finding['severity']; what: (key: string) => string; remedy: string }> = {
  colon: {
    severity: 'warning',
    what: (key) => `${key} is followed by a colon: ${SDK_BLIND}.`,
    remedy: 'Write an equals sign.',
  },
  comment: {
    severity: 'warning',
    what: (key) => `The AWS CLI reads the comment as part of the value of ${key}; rolecall cuts it off.`,
    remedy: 'Put the comment on a line of its own.',
  },
  'hash-value': {
    severity: 'warning',
    what: (key) => `The value of ${key} starts with a comment sign: the JavaScript SDK reads nothing.`,
    remedy: 'Write the value without it.',
  },
  'indented-key': {
    severity: 'error',
    what: (key) => `${key} is indented: the AWS CLI reads the line as part of the value above.`,
    remedy: 'Remove the whitespace before the key.',
  },
  continued: {
    severity: 'warning',
    what: (key) => `The value of ${key} continues on the next line: the JavaScript SDK reads only the first line.`,
    remedy: 'Write the value on one line.',
  },
};

function oddities(file: ProfileFile, entry: Entry, profile: string | undefined): Finding[] {
  const { warning, error } = findingsIn(file.path);
  const make = findingsIn(file.path);
  const { key, line, value, written } = entry;
  const found = entry.quirks.map((quirk) => {
    const { severity, what, remedy } = QUIRKS[quirk];
    return make[severity](quirk, line, what(key), remedy, profile);
  });
  if (written !== written.toLowerCase() && entry.parent === undefined) {
    const what = `${written} has capitals: the AWS CLI reads ${key}, the JavaScript SDK something else.`;
    found.push(warning('key-capitals', line, what, `Write ${key}.`, profile));
  }
  if (/^(["']).*\1$/s.test(value) && !keyNamed(key)?.quotes) {
    found.push(warning('quoted-value', line, `The quotes are part of the value of ${key}.`, 'Remove them.', profile));
  }
  if (value === '' && !entry.opensBlock && key === 'mfa_serial') {
    const what =
      'mfa_serial is empty: the AWS CLI fails on it, rolecall and the JavaScript SDK continue without a device.';
    found.push(error('mfa-empty', line, what, 'Write the ARN of the device, or remove the line.', profile));
  } else if (value === '' && !entry.opensBlock && entry.parent === undefined && !keyNamed(key)?.emptyCounts) {
    const what = `${key} is empty: the AWS CLI reads it as set to nothing, the JavaScript SDK as not set.`;
    found.push(warning('empty-value', line, what, 'Write a value, or remove the line.', profile));
  }
  return found;
}
