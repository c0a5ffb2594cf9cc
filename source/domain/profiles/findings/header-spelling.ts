import type { Finding, ProfileFile } from '../profile.ts';
import { type Header, SAFE_NAME, splitLikeShell } from '../text/header.ts';
import { findingsIn, properHeader, SDK_BLIND } from './finding.ts';

/** What the text between the brackets is to each reader. */
export function spellingFindings(file: ProfileFile, text: string, header: Header, line: number): Finding[] {
  const { error, warning } = findingsIn(file.path);
  if (header.kind === 'defaults') {
    return [
      warning(
        'defaults-leak',
        line,
        'The AWS CLI gives the keys of [DEFAULT] to every section of this file; the JavaScript SDK to none.',
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
        `[${text}] is ${header.kind} ${header.name} to the AWS CLI alone.`,
        `Write [${header.kind} ${header.name}].`,
      ),
    ];
  }
  if (header.name === '__proto__') {
    return [
      error(
        'header-name',
        line,
        'The JavaScript SDK cannot read a profile of this name, and gives up on the whole file where it stands unquoted.',
        'Give the profile another name.',
        header.name,
      ),
    ];
  }
  const profile = header.kind === 'profile' ? header.name : undefined;
  if (!SAFE_NAME.test(header.name)) {
    const remedy = 'Use letters, digits and _ @ + . % : / - only.';
    return [warning('header-name', line, `[${text}] has characters for which ${SDK_BLIND}.`, remedy, profile)];
  }
  if (text !== 'default' && !/^[\w-]+\s(["'])?[\w@+.%:/-]+\1$/.test(text)) {
    const remedy = `Write [${header.kind} ${header.name}].`;
    return [warning('header-space', line, `[${text}] has more white space than one: ${SDK_BLIND}.`, remedy, profile)];
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
    const what = `[${text}] is read in the config file only.`;
    return [warning('wrong-file', line, what, 'Move it to the config file.')];
  }
  if (text !== text.trim()) {
    const what = `The white space inside the brackets of [${text}] is part of the name.`;
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
    return [
      error(
        'header-unreadable',
        line,
        `[${text}] has a quote that is not closed: nothing reads it.`,
        'Close the quote.',
      ),
    ];
  }
  if (kind === undefined && names.length === 0 && word !== '') {
    const what = `[${text}] lacks the word profile: nothing reads it.`;
    return [warning('missing-prefix', line, what, `Write ${properHeader(word)}, if it is meant as a profile.`)];
  }
  if (kind === undefined) return [];
  if (kind === 'default')
    return [error('header-spelling', line, `[${text}] is not [default]: nothing reads it.`, 'Write [default].')];
  if (names.length === 0) {
    return [error('header-unreadable', line, `[${text}] has no name: nothing reads it.`, `Write [${kind} NAME].`)];
  }
  const name = names.join(' ');
  const remedy = `Write ${properHeader(name).replace(/^\[(profile )?/, `[${kind} `)}.`;
  return names.length > 1
    ? [error('header-unreadable', line, `[${text}] has a space in its name and no quotes: nothing reads it.`, remedy)]
    : [error('header-spelling', line, `[${text}] is not spelled as AWS spells it: nothing reads it.`, remedy)];
}
