import type { Context } from '../../context.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { done, type Outcome } from '../../outcome.ts';
import { rolesAsJson, rolesAsTable } from '../../output/profiles.ts';
import { noProfiles } from '../profiles/shared/no-profiles.ts';
import type { Arguments } from '../registry/command.ts';

/** The role profiles, for a person or a program. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  if (args.flag('names')) {
    // A program gets every name as it is; a terminal must not be steered by one.
    const shown = context.outIsTerminal() ? plain : (name: string) => name;
    context.writeOut((await context.roles()).map(({ name }) => `${shown(name)}\n`).join(''));
    return done;
  }
  const roles = await context.roles();
  if (args.flag('json')) {
    const profiles = await context.profiles();
    context.writeOut(rolesAsJson(roles, (name) => profiles.get(name)?.at));
  } else if (roles.length === 0) throw noProfiles(await context.profiles());
  else context.writeOut(rolesAsTable(roles, context.colors('out')));
  return done;
}
