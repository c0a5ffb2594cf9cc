import { plain } from '../display/sanitize.ts';

/** What every shell takes for itself where no quotes stand around it. */
const bare = /^[\w/.+][\w/.:@+=%-]*$/;

/** A quote, typographic ones included, and a backslash that fish would take for an escape. */
const againstSingle = /['"\u2018-\u201b]|\\(?:\\|$)/;

/** What a shell replaces or ends inside double quotes, `!` of a history included. */
const againstDouble = /["\u201c-\u201f$`\\!]/;

/**
 * A text as one word of a command that a person may copy out of a sentence of ours. Nobody knows the shell that it is
 * pasted into, so it means the same to sh, bash, zsh, fish and PowerShell.
 * @param instead stands in its place where no quotes do that, where it would pass for a flag, and where a terminal cannot
 *   show it as it is: `PROFILE`
 */
export function pasteWord(text: string, instead: string): string {
  if (bare.test(text)) return text;
  if (text === '' || text.startsWith('-') || plain(text) !== text) return instead;
  if (!againstSingle.test(text)) return `'${text}'`;
  return againstDouble.test(text) ? instead : `"${text}"`;
}

/** ` --profile NAME` behind a suggested command, where that flag was given. */
export const profileFlag = (profile: string | undefined): string =>
  profile === undefined ? '' : ` --profile ${pasteWord(profile, 'PROFILE')}`;
