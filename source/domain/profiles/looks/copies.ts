import { pasteWord } from '../../shells/paste.ts';
import { parseRoleArn } from '../arn.ts';
import { textOf } from '../lookup.ts';
import type { Profile, Profiles } from '../profile.ts';
import { kindOf, roleArnOf, roleInLinks } from '../resolve/kind.ts';
import { asOpened } from '../resolve/taken-over.ts';
import { chosenColor, parseColor } from './color.ts';
import { buildLink, linkTo } from './links.ts';

/** What a person copies of a role. Never its keys: they would stay in clipboard managers and in tmux's buffers. */
export type Copies = {
  readonly account: string | undefined;
  readonly arn: string | undefined;
  readonly profile: string;
  /** The switch-role link of the console. */
  readonly link: string | undefined;
  /** The command that prints `export` lines. */
  readonly command: string;
};

/** The texts of a profile. @param colors the person's own, `#rrggbb` by profile name */
export function copiesOf(written: Profile, profiles: Profiles, colors: Readonly<Record<string, string>>): Copies {
  const profile = asOpened(written, profiles);
  const { name } = profile;
  const arn = roleArnOf(profile, profiles);
  return {
    account: parseRoleArn(arn ?? '')?.accountId ?? textOf(profile, 'sso_account_id'),
    arn,
    profile: name,
    link: linkOfProfile(profile, profiles, colors),
    command: `rolecall export ${pasteWord(name, 'PROFILE')}`,
  };
}

/** The switch-role link that leads to a profile's role; undefined where no link can. */
export function linkOfProfile(
  written: Profile,
  profiles: Profiles,
  colors: Readonly<Record<string, string>>,
): string | undefined {
  const profile = asOpened(written, profiles);
  const role = roleInLinks(profile, profiles);
  if (role === undefined || kindOf(profile, profiles) !== 'role') return undefined;
  const { name } = profile;
  const color = chosenColor(colors, name) ?? parseColor(textOf(profile, 'color') ?? '');
  return buildLink(linkTo(role, textOf(profile, 'rolecall_display_name') ?? name, color));
}
