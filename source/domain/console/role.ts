import { roleOfAnyArn } from '../profiles/arn.ts';
import { roleColor } from '../profiles/looks/color.ts';
import type { RoleSummary } from '../profiles/profile.ts';

/** The role whose console opens, as its place is named and coloured. */
export type ConsoleRole = {
  /** The profile, or the lasting name of a role that was found. */
  readonly profile: string;
  /** What a person reads. */
  readonly name: string;
  /** `#rrggbb` */
  readonly color: string;
  /** It wants to be confirmed: `rolecall_confirm`. */
  readonly isGuarded: boolean;
  readonly partition: string;
  readonly account: string | undefined;
  readonly role: string | undefined;
};

/**
 * The role of a profile.
 * @param summaries of every role of the files
 * @param colors that the person chose, by profile
 * @param arn of the role, where no profile says it: that of flags, or of a profile that is gone
 */
export function consoleRole(
  profile: string,
  summaries: readonly RoleSummary[],
  colors: Readonly<Record<string, string>>,
  arn: string | undefined,
): ConsoleRole {
  const found = summaries.find(({ name }) => name === profile);
  const named = arn === undefined ? undefined : roleOfAnyArn(arn);
  const account = found?.accountId ?? named?.accountId;
  return {
    profile,
    name: found === undefined ? profile : uniqueName(found, summaries),
    color: roleColor(colors, found ?? { name: profile, accountId: account }),
    isGuarded: found?.confirm ?? false,
    partition: found?.partition ?? named?.partition ?? 'aws',
    account,
    role: found?.roleName ?? named?.name,
  };
}

/** The display name; with the profile behind it where several roles have it: one of them must not open in another's container. */
function uniqueName({ name, displayName }: RoleSummary, summaries: readonly RoleSummary[]): string {
  const same = (text: string) => text.toLowerCase() === displayName.toLowerCase();
  const isShared = summaries.some((each) => each.name !== name && (same(each.displayName) || same(each.name)));
  return isShared ? `${displayName} (${name})` : displayName;
}
