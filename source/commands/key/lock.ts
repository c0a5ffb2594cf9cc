import type { Context } from '../../context.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { done, type Outcome } from '../../outcome.ts';
import type { Arguments } from '../registry/command.ts';

/** Closes the file of keys again. */
export async function run(_: Arguments, { accessKeys, output }: Context): Promise<Outcome> {
  const file = await accessKeys.file();
  file.close();
  output.writeError(
    file.state() === 'none'
      ? 'No key is stored in a key file.\n'
      : `${plain(file.path)} is locked. Open roles stay open: rolecall forget ends their sessions here.\n`,
  );
  return done;
}
