import type { KeyFile } from '../../domain/shells/key-file.ts';

/**
 * Runs something while its file with keys exists.
 * @throws Problem where the file cannot be written; nothing has been run then
 */
export async function withKeyFile<T>(keyFile: KeyFile | undefined, run: () => Promise<T>): Promise<T> {
  if (keyFile === undefined) return run();
  const { writeKeyFile, removeKeyFile } = await import('../cache/key-files.ts');
  writeKeyFile(keyFile);
  try {
    return await run();
  } finally {
    removeKeyFile(keyFile);
  }
}
