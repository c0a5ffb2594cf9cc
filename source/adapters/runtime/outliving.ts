import type { SpawnOptions } from 'node:child_process';
import { quoteForCmd } from '../../domain/windows.ts';

/** What `spawn` is given. */
type Start = {
  readonly file: string;
  readonly words: readonly string[];
  readonly options: Pick<SpawnOptions, 'detached' | 'windowsHide' | 'windowsVerbatimArguments'>;
};

/**
 * How a program is started that goes on when we end. On Windows (not tried) the system ends our children with us, detached or
 * not, but not theirs (oven-sh/bun#31603): cmd starts it, and has its streams, its exit code and its time as if it were the
 * program. Its console is hidden, and another than ours: Ctrl+C at the prompt does not reach it.
 */
export function outliving(
  command: readonly [string, ...string[]],
  platform: NodeJS.Platform = process.platform,
): Start {
  const [file, ...words] = command;
  if (platform !== 'win32') return { file, words, options: { detached: true } };
  return {
    // By its path: a file of that name in the current directory would be taken first.
    file: `${process.env.SystemRoot ?? 'C:\\Windows'}\\System32\\cmd.exe`,
    words: ['/d', '/s', '/c', `"start "" /b /wait ${command.map(quoteForCmd).join(' ')}"`],
    options: { windowsHide: true, windowsVerbatimArguments: true },
  };
}
