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
  if (words.some((word) => /["%\0\r\n]/.test(word))) return undefined;
  return `"${words.map(quotedForBatch).join(' ')}"`;
}

/** Between quotes no other character means anything to cmd. What reads the words takes backslashes before a quote in pairs. */
const quotedForBatch = (word: string): string =>
  /^[\w./:@+\\-]+$/.test(word) ? word : `"${word.replace(/\\+$/, '$&$&')}"`;
