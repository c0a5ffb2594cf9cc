import type { Context } from '../../context.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { done, type Outcome } from '../../outcome.ts';
import { rolesAsJson, rolesAsTable } from '../../output/profiles.ts';
import { noProfiles } from '../profiles/shared/report.ts';
import type { Arguments } from '../registry/command.ts';

/** The role profiles, for a person or a program. */
export async function run(
  args: Arguments,
  { profiles, output }: Pick<Context, 'profiles' | 'output'>,
): Promise<Outcome> {
  if (args.flag('all')) {
    writeNames((await profiles.load()).names, args, output);
    return done;
  }
  const roles = await profiles.roles();
  if (args.flag('names')) {
    writeNames(
      roles.map(({ name }) => name),
      args,
      output,
    );
    return done;
  }
  if (args.flag('json')) {
    const read = await profiles.load();
    output.write(rolesAsJson(roles, (name) => read.get(name)?.at));
  } else if (roles.length === 0) throw noProfiles(await profiles.load());
  else output.write(rolesAsTable(roles, output.canvas('out')));
  return done;
}

/** A program gets every name as it is; a terminal must not be steered by one, and a shell offers none that it cannot show. */
function writeNames(names: readonly string[], args: Arguments, output: Context['output']): void {
  const listed = args.flag('showable') ? names.filter((name) => plain(name) === name) : names;
  const shown = output.isTerminal() ? plain : (name: string) => name;
  output.write(listed.map((name) => `${shown(name)}\n`).join(''));
}
