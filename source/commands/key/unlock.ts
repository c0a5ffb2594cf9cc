import type { Context } from '../../context.ts';
import { KeyFileClosed } from '../../domain/access-keys/problems.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { done, type Outcome } from '../../outcome.ts';
import { Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { askOnLine, howLongOpen, openKeyFile } from './shared/unlock.ts';

/** Opens the file of keys, for programs that cannot ask. */
export async function run(_: Arguments, context: Context): Promise<Outcome> {
  const file = await context.accessKeys.file();
  const state = file.state();
  if (state === 'none') {
    throw new Problem({
      code: 'no-key-file',
      title: `There is no ${file.path}: no key is stored in a key file.`,
      todo: ['rolecall key list shows where keys are stored.'],
    });
  }
  if (state === 'closed') await openKeyFile(new KeyFileClosed(file.path), context, askOnLine(context));
  context.output.writeError(`${plain(file.path)} is unlocked. ${await howLongOpen(context)}\n`);
  return done;
}
