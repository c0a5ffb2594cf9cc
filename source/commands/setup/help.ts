import type { Context } from '../../context.ts';
import { nearestNames } from '../../domain/profiles/names.ts';
import { done, type Outcome } from '../../outcome.ts';
import { helpText } from '../../output/help.ts';
import { Problem } from '../../problem.ts';
import type { Arguments, Command } from '../registry/command.ts';
import { roleCommands } from '../registry/role.ts';
import { commands } from '../registry/table.ts';

/** The help of a command, or of all. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const name = args.positionals.join(' ');
  const look = { colors: context.colors('out'), columns: context.columns() };
  if (name === 'licenses') context.writeOut(await context.shippedText('licenses.txt'));
  else if (name === 'manual') context.writeOut(await context.shippedText('rolecall.1'));
  else if (name === '') context.writeOut(helpText(commands[0] as Command, true, look));
  else context.writeOut(helpText(find(name), false, look));
  return done;
}

function find(name: string): Command {
  const all = [...commands, ...roleCommands].filter(({ hidden }) => !hidden);
  const found = all.find((command) => command.name === name);
  if (found !== undefined) return found;
  const [near] = nearestNames(
    name,
    all.map((command) => command.name),
    1,
  );
  throw new Problem({
    code: 'usage',
    title: `There is no command ${name}.`,
    todo: [near === undefined ? 'rolecall help shows all of them.' : `Did you mean rolecall help ${near}?`],
    exitCode: 2,
  });
}
