import { findingsIn } from '../findings/finding.ts';
import { headerFindings } from '../findings/headers.ts';
import { lineFindings } from '../findings/lines.ts';
import type { Finding, ProfileFile } from '../profile.ts';
import type { Ini } from './ini.ts';

/**
 * What the AWS CLI or the JS SDK would refuse in a file, or read differently, by line.
 * @param ini of the file's text
 */
export function grammarOf(file: ProfileFile, ini: Ini): readonly Finding[] {
  if (file.text === undefined) return [];
  if (file.text.includes('\0')) return [binary(file)];
  const found = [...encodingFindings(file, file.text), ...headerFindings(file, ini), ...lineFindings(file, ini)];
  return found.sort((a, b) => a.at.line - b.at.line);
}

function binary(file: ProfileFile): Finding {
  return findingsIn(file.path).error(
    'binary-file',
    1,
    'This is no text, or text in UTF-16, as some Windows programs write it: nothing can be read.',
    'Save it as UTF-8.',
  );
}

function encodingFindings(file: ProfileFile, text: string): Finding[] {
  const { error, warning, note } = findingsIn(file.path);
  const found: Finding[] = [];
  if (text.trim() === '') {
    found.push(note('empty-file', 1, 'The file is empty.', 'rolecall add writes the first profile.'));
  }
  if (text.startsWith('\ufeff')) {
    const what = 'The file starts with a byte order mark: the AWS CLI refuses the whole file.';
    found.push(error('byte-order-mark', 1, what, 'Save it as UTF-8 without BOM.'));
  }
  const invalid = text.indexOf('\ufffd');
  if (invalid !== -1) {
    const what = 'This line is not valid UTF-8: the AWS CLI refuses the whole file.';
    found.push(error('invalid-utf8', lineAt(text, invalid), what, 'Save the file as UTF-8.'));
  }
  const lone = text.search(/\r(?!\n)/);
  if (lone !== -1) {
    const what = 'This line ends with a carriage return alone: the JavaScript SDK does not see where it ends.';
    found.push(warning('carriage-return', lineAt(text, lone), what, 'Save the file with LF line ends.'));
  }
  return found;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\r|\n/).length;
}
