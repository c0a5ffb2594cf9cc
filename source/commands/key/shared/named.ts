import type { Context } from '../../../context.ts';
import { nothingStored } from '../../../domain/access-keys/problems.ts';
import { textOf } from '../../../domain/profiles/lookup.ts';
import { wrongUsage } from '../../../problem.ts';
import type { Arguments } from '../../registry/command.ts';

/** The name of a key: that of its profile. @throws Problem (wrong usage) without one */
export function requireName(args: Arguments, verb: string): string {
  const [name] = args.positionals;
  if (name !== undefined) return name;
  throw wrongUsage(`rolecall key ${verb} takes the name of one key.`, `rolecall key ${verb} NAME`);
}

/** The command of the person's that prints the key of a profile. */
export async function commandOf(name: string, { profiles }: Pick<Context, 'profiles'>): Promise<string | undefined> {
  const profile = (await profiles.load()).get(name);
  return profile && textOf(profile, 'rolecall_key_process');
}

/** @throws Problem where nothing is known of a key by that name */
export async function requireStored(name: string, context: Pick<Context, 'accessKeys' | 'profiles'>): Promise<void> {
  if (context.accessKeys.known().has(name) || (await commandOf(name, context)) !== undefined) return;
  // A record that was lost is no key that was lost.
  if ((await context.accessKeys.read(name)) === undefined) throw nothingStored(name);
}
