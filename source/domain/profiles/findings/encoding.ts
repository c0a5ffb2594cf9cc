import { isNowhere } from '../nowhere.ts';
import type { ProfileFile } from '../profile.ts';
import { type FileCheck, type Finding, findingsIn } from './finding.ts';

/** Whether the text can be read at all, by its characters. */
export const encodingFindings: FileCheck = (file) => {
  const { text } = file;
  if (text === undefined) return [];
  if (text.includes('\0')) return [binary(file)];
  const { error, warning, note } = findingsIn(file.path);
  const found: Finding[] = [];
  // A credentials file is empty where all keys are stored elsewhere.
  if (text.trim() === '' && file.kind === 'config' && !isNowhere(file.path)) {
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
    const what = 'This line ends with only a carriage return: the JavaScript SDK does not see where it ends.';
    found.push(warning('carriage-return', lineAt(text, lone), what, 'Save the file with LF line ends.'));
  }
  return found;
};

function binary(file: ProfileFile): Finding {
  return findingsIn(file.path).error(
    'binary-file',
    1,
    'This is not text, or it is UTF-16, as some Windows programs write it: nothing can be read.',
    'Save it as UTF-8.',
  );
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\r|\n/).length;
}
