// What Windows does in a way of its own, as rules that need no Windows.

/** The endings of programs where PATHEXT names none. */
const programEndings = ['.COM', '.EXE', '.BAT', '.CMD'];

/**
 * The names of the files that a program's name may mean, in order: with an ending of programs it is one itself. A file without
 * an ending is none: npm puts a script of sh there, beside the one for cmd.
 * @param pathExt the value of PATHEXT
 */
export function namesOfProgram(name: string, pathExt: string | undefined): readonly string[] {
  const named = (pathExt ?? '').split(';').filter(Boolean);
  const endings = named.length === 0 ? programEndings : named;
  const isWhole = endings.some((ending) => name.toLowerCase().endsWith(ending.toLowerCase()));
  return isWhole ? [name] : endings.map((ending) => name + ending);
}

/** Whether Windows does not start a file itself, but cmd.exe does. */
export const isBatchFile = (file: string): boolean => /\.(bat|cmd)$/i.test(file);

/**
 * What stands behind `cmd.exe /d /v:off /s /c` to start a batch file with these words.
 * @param words the file first
 * @returns undefined where a word has what cmd has no quotes for: it would be put in the place of a variable, or end the word
 */
export function batchLine(words: readonly string[]): string | undefined {
  const quoted = words.map((word) => (word.includes('%') ? undefined : quoteForWindows(word)));
  return quoted.includes(undefined) ? undefined : `"${quoted.join(' ')}"`;
}

/**
 * Splits as botocore does on Windows, and as the programs there do: between double quotes spaces stand for themselves, and so does
 * a backslash but before a quote, where two are one, and one more makes the quote a character.
 * @returns undefined where a quote is not closed
 */
export function splitLikeWindows(text: string): string[] | undefined {
  const parts: string[] = [];
  let part: string | undefined;
  let isQuoted = false;
  for (const [piece] of text.matchAll(/\\*"|\\+|[\s\S]/g)) {
    if (piece.endsWith('"')) {
      const backslashes = piece.length - 1;
      part = (part ?? '') + '\\'.repeat(backslashes / 2);
      if (backslashes % 2 === 1) part += '"';
      else isQuoted = !isQuoted;
    } else if (!isQuoted && (piece === ' ' || piece === '\t')) {
      if (part !== undefined) parts.push(part);
      part = undefined;
    } else {
      part = (part ?? '') + piece;
    }
  }
  if (isQuoted) return undefined;
  if (part !== undefined) parts.push(part);
  return parts;
}

/** A word as {@link splitLikeWindows} and cmd read it back; undefined where no quotes do that. */
export function quoteForWindows(word: string): string | undefined {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return /["%\0\r\n]/.test(word) ? undefined : `"${word.replace(/\\+$/, '$&$&')}"`;
}

/** Any word for a program that cmd starts: quoted as {@link splitLikeWindows} reads it, with no character that means something to cmd. */
export function quoteForCmd(word: string): string {
  // Backslashes count only before a quote.
  const inside = word.replaceAll(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1');
  return `"${inside}"`.replaceAll(/[()[\]%!^"`<>&|;, *?]/g, '^$&');
}

/**
 * An environment of Windows, whose names have no case until they are copied: `Path` is PATH there, and a person may well have typed
 * `$env:aws_profile`.
 */
export const inUpperCase = <Value>(env: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(env).map(([name, value]) => [name.toUpperCase(), value]));

/**
 * The shell from which we were most likely started: each PowerShell puts the modules of its person before those it finds, and sets
 * PSModulePath for its children. Of cmd there is no trace.
 */
export function shellOfWindows(env: Readonly<Record<string, string | undefined>>): string {
  const [modules = ''] = (env.PSMODULEPATH ?? '').split(';');
  const kind = /\\(program files( \(x86\))?|system32)\\/i.test(modules)
    ? undefined
    : /\\(Windows)?PowerShell\\Modules\\?$/i.exec(modules);
  if (kind?.[1] !== undefined) return 'powershell.exe';
  if (kind || env.POWERSHELL_DISTRIBUTION_CHANNEL) return 'pwsh.exe';
  return env.COMSPEC || 'cmd.exe';
}
