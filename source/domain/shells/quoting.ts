import { Problem } from '../../problem.ts';

/** Text as one word of a shell's language, whatever it holds. */
export type Quote = (text: string) => string;

/** sh, bash, zsh, ksh, dash: nothing is special inside single quotes but the quote itself. */
export const quotePosix: Quote = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

/** fish: `\\` and `\'` are read inside single quotes, nothing else. */
export const quoteFish: Quote = (text) => `'${text.replaceAll(/[\\']/g, '\\$&')}'`;

/** PowerShell takes typographic quotes for the plain one. */
export const quotePowerShell: Quote = (text) => `'${text.replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`;

/** cmd.exe has no way to quote these in `set "X=…"` that holds both at the prompt and in a batch file. */
export const quoteCmd: Quote = (text) => {
  if (/["%!^\p{Cc}]/u.test(text)) throw unquotable('windows-cmd');
  return text;
};

/** A `.env` file: bare where Docker, which knows no quotes, can read it too; else in a quote that the text leaves free. */
export const quoteDotenv: Quote = (text) => {
  if (/^[\w@%+=:,./~-]*$/.test(text)) return text;
  const quote = ["'", '`', '"'].find((mark) => !text.includes(mark) && !(mark === '"' && text.includes('\\')));
  if (!quote || /[\0\r]/.test(text)) throw unquotable('dotenv');
  return quote + text + quote;
};

function unquotable(format: string): Problem {
  return new Problem({
    code: 'value-unquotable',
    title: `A value holds characters that the format ${format} cannot carry.`,
    todo: ['Choose another one with --format, such as json.'],
    exitCode: 2,
  });
}
