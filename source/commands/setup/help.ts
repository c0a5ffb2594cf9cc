import type { Context } from '../../context.ts';
import { nearestNames } from '../../domain/profiles/names.ts';
import { done, type Outcome } from '../../outcome.ts';
import { wrongUsage } from '../../problem.ts';
import type { Arguments, Command } from '../registry/command.ts';
import { helpText, overviewText } from '../registry/help-text.ts';

/** The help of a verb, or of all; or one of the texts that come with the program. */
export async function run(
  { positionals, commands }: Arguments,
  { output, files }: Pick<Context, 'output' | 'files'>,
): Promise<Outcome> {
  const name = positionals.join(' ');
  const look = { colors: output.colors('out'), columns: output.columns() };
  if (name === 'licenses') output.write(await files.shipped('licenses.txt'));
  else if (name === 'manual') output.write(await files.shipped('rolecall.1'));
  else if (name === '') output.write(overviewText(commands, look));
  else output.write(helpText(find(name, commands), look));
  return done;
}

function find(name: string, commands: readonly Command[]): Command {
  const all = commands.flatMap((command) => [command, ...(command.verbs ?? [])]).filter(({ hidden }) => !hidden);
  const found = all.find((command) => command.name === name);
  if (found !== undefined) return found;
  const names = all.map((command) => command.name);
  const [near] = nearestNames(name, names, 1);
  throw wrongUsage(
    `There is no command ${name}.`,
    near === undefined ? 'rolecall help lists every command.' : `Did you mean rolecall help ${near}?`,
  );
}
