import type { Context } from '../../context.ts';
import { findProfile } from '../../domain/profiles/find.ts';
import { linkOfProfile } from '../../domain/profiles/looks/copies.ts';
import { textOf } from '../../domain/profiles/lookup.ts';
import { unknownProfile } from '../../domain/profiles/names.ts';
import type { Profile, Profiles } from '../../domain/profiles/profile.ts';
import { kindOf, roleInLinks } from '../../domain/profiles/resolve/kind.ts';
import { asOpened } from '../../domain/profiles/resolve/taken-over.ts';
import { currentRole } from '../../domain/shells/current.ts';
import { done, type Outcome } from '../../outcome.ts';
import { paint } from '../../output/paint.ts';
import { Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { requireProfile } from './shared/draft.ts';

/** The switch-role link of a profile, for the AWS console. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  return printLink(args.positionals[0] || currentRole(context.env)?.profile || requireProfile(args, 'link'), context);
}

/** Prints the link of that profile. @throws Problem where no link leads to its role */
export async function printLink(
  name: string,
  context: Pick<Context, 'profiles' | 'settings' | 'output'>,
): Promise<Outcome> {
  const [profiles, { colors }] = await Promise.all([context.profiles.load(), context.settings.load()]);
  const written = findProfile(profiles, name);
  if (written === undefined) throw unknownProfile(profiles, name);
  const profile = asOpened(written, profiles);
  const link = linkOfProfile(profile, profiles, colors);
  const role = roleInLinks(profile, profiles);
  if (link === undefined || role === undefined) throw noLink(profile, profiles);
  context.output.write(`${link}\n`);
  const { dim } = paint(context.output.colors('error'));
  const limits = [
    ...(textOf(profile, 'external_id')
      ? ['The role requires an external ID, and the console cannot switch roles with one.']
      : []),
    ...(`${role.path}${role.name}`.length > 65
      ? ['The console switches only to role names of at most 64 characters.']
      : []),
  ];
  for (const limit of limits) context.output.writeError(`${dim('·')} ${dim(limit)}\n`);
  return done;
}

function noLink(profile: Profile, profiles: Profiles): Problem {
  const kind = kindOf(profile, profiles);
  return new Problem({
    code: 'no-link',
    title: `No switch-role link leads to ${profile.name}.`,
    means:
      kind === 'sso'
        ? 'A role of IAM Identity Center is reached through its access portal.'
        : 'Links lead to roles that a user or another role assumes; this profile is not one.',
    at: [profile.at],
  });
}
