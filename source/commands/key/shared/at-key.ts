import type { Context } from '../../../context.ts';
import { plain } from '../../../domain/display/sanitize.ts';

/** Works alone with the key of a name; says so where another process is at it. */
export const atKey = <T>(
  name: string,
  { accessKeys, output }: Pick<Context, 'accessKeys' | 'output'>,
  work: () => Promise<T>,
): Promise<T> =>
  accessKeys.exclusively(name, work, () =>
    output.writeError(`Waiting: another rolecall is working on the key of ${plain(name)}.\n`),
  );
