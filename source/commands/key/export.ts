import type { Context } from '../../context.ts';
import { nothingStored } from '../../domain/access-keys/problems.ts';
import { printedKey } from '../../domain/access-keys/stored-key.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { pasteWord } from '../../domain/shells/paste.ts';
import { done, type Outcome } from '../../outcome.ts';
import type { Arguments } from '../registry/command.ts';
import { agreed } from '../shared/agreed.ts';
import { commandOf, requireName, requireStored } from './shared/named.ts';
import { withKeysOpen } from './shared/unlock.ts';

/** Prints a stored key in clear: the way back to other tools. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const name = requireName(args, 'export');
  const { accessKeys, output, terminal } = context;
  await withKeysOpen(context, () => requireStored(name, context));
  if (!args.flag('yes')) {
    const where = output.isTerminal() ? ' on this screen, where it stays' : '';
    await agreed(terminal, `Print the secret of ${plain(name)} in plain text${where}?`, {
      title: `Printing the key of ${name} needs to be confirmed, and there is no terminal to ask on.`,
      todo: [`rolecall key export ${pasteWord(name, 'NAME')} --yes`],
    });
  }
  const command = await commandOf(name, context);
  const key = await withKeysOpen(context, async () =>
    command === undefined ? (await accessKeys.read(name))?.current : accessKeys.printed(command),
  );
  if (key === undefined) throw nothingStored(name);
  output.write(printedKey(key));
  return done;
}
