import type { Context } from '../../../context.ts';
import { userNameOf } from '../../../domain/access-keys/user-keys.ts';
import { plain } from '../../../domain/display/sanitize.ts';
import { profilesOfUsers } from '../../../domain/mfa/usage.ts';
import type { UserDeviceCalls } from '../../../domain/mfa/user-devices.ts';
import { once } from '../../../domain/once.ts';
import { isRoot } from '../../../domain/profiles/arn.ts';
import { findProfile } from '../../../domain/profiles/find.ts';
import { unknownProfile } from '../../../domain/profiles/names.ts';
import type { Profiles } from '../../../domain/profiles/profile.ts';
import { resolveChain } from '../../../domain/profiles/resolve/chain.ts';
import { explainIam } from '../../../domain/roles/failures.ts';
import { AwsFailure } from '../../../domain/sessions/failures/aws-failure.ts';
import { endpointsOfUser } from '../../../domain/sessions/plan/endpoint.ts';
import { defaultCacheUse, identityRequest } from '../../../domain/sessions/plan/request.ts';
import type { Credentials } from '../../../domain/sessions/session.ts';
import { pasteWord } from '../../../domain/shells/paste.ts';
import { Problem, unlessProblem, wrongUsage } from '../../../problem.ts';
import { openRole } from '../../open/shared/open-role.ts';

/** A user whose devices are dealt with: the profile with their keys, and what AWS says of them. */
export type DeviceUser = {
  readonly profile: string;
  readonly arn: string;
  /** Their keys as they are: a device that is lost gives no code. */
  readonly caller: Credentials;
  readonly calls: UserDeviceCalls;
  /** Their MFA session, for what AWS refuses without; undefined where no device is named. @throws Problem, Cancelled */
  readonly withCode: (() => Promise<Credentials>) | undefined;
};

/**
 * The profile with a user's keys: the one that was named, else the only one, else the one that the person chooses.
 * @throws Problem for a role, and where nobody can be asked; Cancelled
 */
export async function userProfile(
  given: string | undefined,
  profiles: Profiles,
  { terminal }: Pick<Context, 'terminal'>,
): Promise<string> {
  if (given !== undefined) return checkedProfile(given, profiles);
  const users = profilesOfUsers(profiles);
  const [only] = users;
  if (only === undefined) throw noUsers();
  if (users.length === 1) return only;
  const lines = users.map((name, at) => `  ${at + 1}. ${plain(name)}\n`).join('');
  const typed = await terminal.ask(`These profiles have the keys of a user:\n${lines}Number or name: `);
  if (typed === undefined) throw unnamed(users);
  const chosen = /^\d{1,3}$/.test(typed) && !users.includes(typed) ? users[Number(typed) - 1] : typed;
  if (chosen !== undefined && users.includes(chosen)) return chosen;
  throw wrongUsage(`${typed} is not one of them.`, `They are ${users.join(', ')}.`);
}

function checkedProfile(name: string, profiles: Profiles): string {
  const profile = findProfile(profiles, name);
  if (profile === undefined) throw unknownProfile(profiles, name);
  if (profilesOfUsers(profiles).includes(name)) return name;
  const source = unlessProblem(() => resolveChain(profiles, name).source.profile);
  const users = source !== undefined && source !== name && profilesOfUsers(profiles).includes(source) ? [source] : [];
  throw new Problem({
    code: 'profile-not-of-user',
    title: `${name} has no keys of an IAM user, and MFA devices belong to users.`,
    todo:
      users.length > 0
        ? [`Name its source: ${pasteWord(source ?? '', 'PROFILE')}`]
        : ['Name a profile with access keys. In IAM Identity Center, devices are added in its portal.'],
    at: [profile.at],
  });
}

/** The user of a profile, by their keys alone. @throws Problem, Cancelled */
export async function signedIn(profile: string, profiles: Profiles, context: Context): Promise<DeviceUser> {
  const calls = await context.aws.userDevices(endpointsOfUser(profile, profiles, context.env));
  const open = async (withoutDevice: boolean) => {
    const request = identityRequest(profile, { withoutDevice });
    return (await openRole(context, { request, use: defaultCacheUse })).credentials;
  };
  const caller = await open(true);
  const { arn } = await calls.whoAmI(caller).catch((error: unknown) => {
    throw explainIam(error, { as: profile });
  });
  if (userNameOf(arn) === undefined) throw notOfAUser(profile, arn);
  const isNamed = resolveChain(profiles, profile).mfa !== undefined && caller.sessionToken === undefined;
  const withCode = once(async () => {
    context.output.writeError('AWS refuses this without MFA.\n');
    return open(false);
  });
  return { profile, arn, caller, calls, withCode: isNamed ? withCode : undefined };
}

/**
 * Does something as a user: by their keys alone, and where AWS refuses that, once more with a code of the device that is named.
 * @param isOver whether it is too late to begin again
 */
export async function asUser<T>(
  user: DeviceUser,
  work: (caller: Credentials) => Promise<T>,
  isOver: () => boolean = () => false,
): Promise<T> {
  try {
    return await work(user.caller);
  } catch (error) {
    const isDenied = error instanceof AwsFailure && error.code === 'AccessDenied';
    if (!isDenied || user.withCode === undefined || isOver()) throw error;
    return work(await user.withCode());
  }
}

function notOfAUser(profile: string, arn: string): Problem {
  return new Problem({
    code: 'profile-not-of-user',
    title: `The credentials of ${profile} do not belong to an IAM user: ${arn}`,
    means: isRoot(arn)
      ? 'No program should have the keys of a root user; its MFA is set up in the console.'
      : 'MFA devices belong to users; roles have none.',
    todo: isRoot(arn) ? ['Delete the key, and set MFA up in the console: Security credentials.'] : [],
  });
}

const noUsers = (): Problem =>
  new Problem({
    code: 'no-user-profiles',
    title: 'No profile has keys of an IAM user.',
    means: 'MFA devices belong to users. In IAM Identity Center they are added in its portal.',
    todo: ['Store a key first: rolecall key add NAME'],
  });

const unnamed = (users: readonly string[]): Problem =>
  new Problem({
    code: 'profile-needed',
    title: 'Several profiles have the keys of a user, and there is no terminal to ask which one you mean.',
    todo: [`Name one of them: ${users.join(', ')}`],
    exitCode: 2,
  });
