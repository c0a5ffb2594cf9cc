import { Problem } from '../../../problem.ts';
import { quoteForShellAndShlex } from '../../shells/posix.ts';
import { quoteForWindows, splitLikeWindows } from '../../windows.ts';
import { splitLikeShell } from './header.ts';

// The value of `credential_process` and of the other keys that name a command.

/** Whether a line starts a program by a path of Windows. */
const isOfWindows = (line: string): boolean => /^"?([a-z]:[\\/]|\\\\)/i.test(line);

/**
 * The words of such a line as botocore reads them: on Windows a backslash is part of a path, and an escape elsewhere.
 * @param onWindows by the line itself unless given
 * @returns undefined where a quote is not closed or a backslash ends the line
 */
export const splitCommand = (line: string, onWindows = isOfWindows(line)): readonly string[] | undefined =>
  onWindows ? splitLikeWindows(line) : splitLikeShell(line);

/**
 * The line for a program and its words, which means the same to the shell through which the JavaScript SDK runs it and to botocore.
 * @throws Problem where no quotes do that
 */
export function commandLine(words: readonly string[]): string {
  const quote = isOfWindows(words[0] ?? '') ? quoteForWindows : quoteForShellAndShlex;
  const quoted = words.map((word) => {
    const text = quote(word);
    if (text !== undefined) return text;
    throw new Problem({
      code: 'path-unsayable',
      title: `A live role cannot name the program at ${word}.`,
      means: 'The line has to mean the same to a shell and to botocore, and no quoting does that for this path.',
      todo: ['Install rolecall at a path without quotes and control characters.'],
    });
  });
  return quoted.join(' ');
}
