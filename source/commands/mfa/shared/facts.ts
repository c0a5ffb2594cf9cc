import type { Context } from '../../../context.ts';
import { plain } from '../../../domain/display/sanitize.ts';
import { type DeviceFacts, deviceFacts, type ListedUser } from '../../../domain/mfa/device-facts.ts';
import { deviceUses, profilesOfUsers } from '../../../domain/mfa/usage.ts';
import type { Profiles, SourceIdentity } from '../../../domain/profiles/profile.ts';
import { resolveChain } from '../../../domain/profiles/resolve/chain.ts';
import { AwsFailure } from '../../../domain/sessions/failures/aws-failure.ts';
import { endpointsOfUser } from '../../../domain/sessions/plan/endpoint.ts';
import type { Credentials } from '../../../domain/sessions/session.ts';
import { patience } from '../../../ports/late.ts';
import { orProblem, Problem, unlessProblem } from '../../../problem.ts';
import { reasonsOf } from '../../shared/reasons.ts';

/** The devices of all users whose keys lie here, and those of the configuration. */
export type Devices = { readonly facts: readonly DeviceFacts[]; readonly users: readonly ListedUser[] };

/**
 * What is known of MFA devices. Users are asked for at once, by their keys alone: no code and no passphrase is asked for, and no
 * command is run.
 */
export async function devicesHere(
  profiles: Profiles,
  context: Context,
  { offline }: { readonly offline: boolean },
): Promise<Devices> {
  const late = context.clock.deadline(patience);
  const asked = profilesOfUsers(profiles).map(async (profile): Promise<ListedUser> => {
    const silent: ListedUser = { profile, arn: undefined, devices: undefined, isSilent: true };
    if (offline) return { ...silent, isSilent: false };
    return Promise.race([askIam(profile, profiles, context), late.then(() => silent)]);
  });
  const users = await Promise.all(asked);
  return { facts: deviceFacts(users, deviceUses(profiles)), users };
}

/** Who did not answer, and who was not asked, each as a sentence. */
export function unknownUsers(users: readonly ListedUser[], offline: boolean): readonly string[] {
  const named = (those: readonly ListedUser[]) => those.map(({ profile }) => plain(profile)).join(', ');
  const silent = users.filter(({ isSilent }) => isSilent);
  const others = users.filter(({ devices, isSilent }) => devices === undefined && !isSilent);
  const whys = others.flatMap(({ why }) => why ?? []);
  return [
    ...(silent.length > 0 ? [`AWS did not answer about ${named(silent)}.`] : []),
    ...(others.length > 0 && !offline ? [`The devices are not known for ${named(others)}.`, ...reasonsOf(whys)] : []),
  ];
}

async function askIam(profile: string, profiles: Profiles, context: Context): Promise<ListedUser> {
  const unknown: ListedUser = { profile, arn: undefined, devices: undefined };
  const source = unlessProblem(() => resolveChain(profiles, profile).source);
  const caller = source && (await orProblem(keysOf(source, context)));
  if (caller instanceof Problem) return { ...unknown, why: caller };
  const endpoints = unlessProblem(() => endpointsOfUser(profile, profiles, context.env));
  if (caller === undefined || endpoints === undefined) return unknown;
  try {
    const calls = await context.aws.userDevices(endpoints);
    const { arn } = await calls.whoAmI(caller);
    return { profile, arn, devices: await calls.list(caller, arn) };
  } catch (error) {
    if (!(error instanceof AwsFailure)) throw error;
    return { ...unknown, isSilent: error.kind !== 'refused' };
  }
}

/** The keys of a source that are there without a question. @throws Problem */
async function keysOf(source: SourceIdentity, { accessKeys }: Context): Promise<Credentials | undefined> {
  if (source.kind === 'keys') return source;
  if (source.kind !== 'stored-key' || source.command !== undefined) return undefined;
  return (await accessKeys.read(source.profile))?.current;
}
