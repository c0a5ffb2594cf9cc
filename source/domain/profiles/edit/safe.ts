import { Problem } from '../../../problem.ts';
import type { ProfileFile } from '../profile.ts';
import { SAFE_NAME, safeBesideLetters } from '../text/header.ts';

/** May it be the name of a new profile, which the AWS CLI and every SDK read alike? */
export const isProfileName = (name: string, kind: ProfileFile['kind']): boolean =>
  // In the credentials file the header is the name alone, and Python gives the keys of [DEFAULT] to every section.
  SAFE_NAME.test(name) && name !== '__proto__' && !(kind === 'credentials' && name === 'DEFAULT');

/**
 * Checks the name of a new profile.
 * @throws Problem for a name that the AWS CLI or an SDK would read differently or not at all
 */
export function checkName(name: string, kind: ProfileFile['kind']): void {
  if (isProfileName(name, kind)) return;
  throw new Problem({
    code: 'name-unsafe',
    title: `${name === '' ? 'An empty name' : name} cannot be the name of a profile.`,
    means: 'Not every AWS tool would read it.',
    todo: [`Use only letters, ${safeBesideLetters}.`],
    exitCode: 2,
  });
}

/** May it be the name of a new `[sso-session]`? */
export const isSessionName = (name: string): boolean => /^[A-Za-z0-9._-]+$/.test(name) && name !== '__proto__';

/** Checks the name of a new session. @throws Problem for one that not every AWS tool reads: several take no blank */
export function checkSessionName(name: string): void {
  if (isSessionName(name)) return;
  throw new Problem({
    code: 'name-unsafe',
    title: `${name === '' ? 'An empty name' : name} cannot be the name of a session.`,
    means: 'Not every AWS tool would read it.',
    todo: ['Use only letters, digits and . _ -'],
    exitCode: 2,
  });
}

/** Turns any text into a name that every AWS tool reads. */
export function slugOf(text: string): string {
  return text.replace(/[^A-Za-z0-9_@+.%:/-]+/g, '-').replace(/^-+|-+$/g, '');
}

/** @throws Problem for a key or a value that the AWS CLI or the JS SDK would read differently */
export function checkSetting(key: string, value: string): void {
  if (!/^[a-z][a-z0-9_]*$/.test(key)) {
    throw new Problem({
      code: 'key-unsafe',
      title: `${key} cannot be a key of a profile.`,
      todo: ['Use only lower case letters, digits and _.'],
      exitCode: 2,
    });
  }
  const reason = valueFault(value);
  if (reason === undefined) return;
  // The value stays out of the message: it may be a secret.
  throw new Problem({
    code: 'value-unsafe',
    title: `The value for ${key} ${reason}, which AWS's tools read differently.`,
    todo: [`Give ${key} another value.`],
    exitCode: 2,
  });
}

/** Why a value cannot be written, as the end of a sentence; undefined for one that every tool reads alike. */
export function valueFault(value: string): string | undefined {
  if (value === '') return 'is empty';
  if (/\p{Cc}|[\u2028\u2029\ufeff\ufffd]/u.test(value) || !value.isWellFormed())
    return 'has a line break or control character';
  if (value !== value.trim()) return 'has white space at its start or end';
  if (/(^|\s)[#;]/.test(value)) return 'has a # or ; that starts a comment';
  return undefined;
}

/**
 * The text of a file that can be edited without changing any other byte.
 * @throws Problem where decoding lost something, or the line ends are ambiguous
 */
export function editable(file: ProfileFile): string {
  const text = file.text ?? '';
  const reason = text.includes('\0')
    ? 'is not a text file'
    : text.includes('\ufffd')
      ? 'is not valid UTF-8'
      : /\r(?!\n)/.test(text)
        ? 'has lines that end with only a carriage return'
        : undefined;
  if (reason === undefined) return text;
  throw new Problem({
    code: 'file-not-editable',
    title: `${file.path} ${reason}, so it is left as it is.`,
    todo: ['Save it as UTF-8 with LF line ends; rolecall doctor names the line.'],
    at: [{ file: file.path, line: 1 }],
  });
}
