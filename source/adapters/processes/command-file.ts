import type { CommandFile } from '../../domain/shells/command-file.ts';

/**
 * Runs something while its file with keys exists.
 * @throws Problem where the file cannot be written; nothing has been run then
 */
export async function withCommandFile<T>(commandFile: CommandFile | undefined, run: () => Promise<T>): Promise<T> {
  if (commandFile === undefined) return run();
  const { writeCommandFile, removeCommandFile } = await import('../cache/command-files.ts');
  writeCommandFile(commandFile);
  try {
    return await run();
  } finally {
    removeCommandFile(commandFile);
  }
}
