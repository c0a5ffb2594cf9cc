import { accessSync, constants, readFileSync } from 'node:fs';

/** Whether there is one, also where it cannot be read. */
export function isFileThere(path: string): boolean {
  try {
    accessSync(path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code !== 'ENOENT' && code !== 'ENOTDIR';
  }
}

/** A pipe in its place must not be waited for. */
const atOnce = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Milliseconds until a file that is half written is read again, each time. */
const untilWhole = [50, 100, 200];

/**
 * The text of a small file that other programs write as well; also half of one, where it stays so. Read synchronously: it takes
 * microseconds, and the threads of the other way two milliseconds of `status`.
 * @param isWhole whether a text is not the half of what another program is just writing: not every one writes it in one go
 * @throws NodeJS.ErrnoException
 */
export async function readWholeFile(path: string, isWhole: (text: string) => boolean): Promise<string> {
  const look = () => readFileSync(path, { encoding: 'utf8', flag: atOnce });
  let text = look();
  for (const pause of untilWhole) {
    if (isWhole(text)) break;
    await new Promise((resolve) => setTimeout(resolve, pause));
    text = look();
  }
  return text;
}
