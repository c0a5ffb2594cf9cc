import type { Context } from '../../context.ts';
import { readDestination } from '../../domain/console/destination.ts';
import { signInPlace } from '../../domain/console/place.ts';
import { partitionOfArn } from '../../domain/profiles/arn.ts';
import { endpointHere } from '../../domain/profiles/endpoints.ts';
import { findProfile } from '../../domain/profiles/find.ts';
import type { Profiles } from '../../domain/profiles/profile.ts';
import { serviceEndpoint } from '../../domain/sessions/plan/endpoint.ts';
import { planRequest, type SwitchPlan } from '../../domain/sessions/plan/plan.ts';
import { plainRequest } from '../../domain/sessions/plan/request.ts';
import type { Session } from '../../domain/sessions/session.ts';
import type { Outcome } from '../../outcome.ts';
import { Problem, unlessProblem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { chooseSession } from './shared/choose-session.ts';
import { currentSession } from './shared/current-role.ts';
import {
  type ConsoleOptions,
  type ConsoleSession,
  openConsole,
  refuseUser,
  signInWith,
} from './shared/open-console.ts';
import { readRoleOptions } from './shared/role-options.ts';

const readOptions = (args: Arguments): ConsoleOptions => ({
  destination: readDestination(args.value('destination')),
  print: args.flag('print'),
  logout: args.flag('logout'),
});

/** Signs a browser in as a role: the one named, the one this shell is in, else one chosen. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const options = readOptions(args);
  const role = await readRoleOptions(args, context);
  const [named] = args.positionals;
  const current =
    named === undefined && role.target === undefined ? await currentSession(args, context, role) : undefined;
  const profiles = await context.profiles.load();
  if (current !== undefined) return signInWith(context, consoleInRole(current, profiles, context), options);
  // Said before a code is asked for.
  if (named !== undefined && findProfile(profiles, named)) refuseUser(planRequest(profiles, plainRequest(named)));
  const chosen = await chooseSession(args, role, context);
  return chosen.tag === 'other' ? chosen.outcome : openConsole(context, chosen, options);
}

/** How the shell's role was opened is not known here, so the length of the console session is left to AWS. */
function consoleInRole(session: Session, profiles: Profiles, { clock, env }: Context): ConsoleSession {
  const { expiresAt } = session.credentials;
  if (expiresAt !== undefined && expiresAt <= clock.now()) {
    const title = `The session of ${session.profile} has ended.`;
    throw new Problem({ code: 'credentials-expired', title, todo: ['Renew it: rolecall refresh'] });
  }
  const plan = planNow(profiles, session.profile);
  // A role without a profile has what it was opened with in the environment.
  const endpoint = plan ? serviceEndpoint(profiles, plan.chain, 'signin') : endpointHere(env, 'signin')?.url;
  return {
    session,
    place: signInPlace(plan?.partition ?? partitionOfArn(session.roleArn), endpoint),
    asked: undefined,
    durationSeconds: undefined,
    caBundle: plan?.at.caBundle,
  };
}

/** Undefined where the profile is gone or broken since the shell was opened: it has no endpoint of its own then. */
const planNow = (profiles: Profiles, profile: string): SwitchPlan | undefined =>
  unlessProblem(() => planRequest(profiles, plainRequest(profile)));
