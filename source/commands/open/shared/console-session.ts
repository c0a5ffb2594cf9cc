import type { Context } from '../../../context.ts';
import { partitionOfArn, type SignInPlace, signInPlace } from '../../../domain/console/place.ts';
import { isUserSession, needsRole, sessionDuration } from '../../../domain/console/sign-in.ts';
import type { Profiles } from '../../../domain/profiles/profile.ts';
import { serviceEndpoint } from '../../../domain/sessions/plan/endpoint.ts';
import { planRequest, type SwitchPlan } from '../../../domain/sessions/plan/plan.ts';
import { plainRequest } from '../../../domain/sessions/plan/request.ts';
import type { Session } from '../../../domain/sessions/session.ts';
import type { Outcome } from '../../../outcome.ts';
import { Problem } from '../../../problem.ts';
import type { Arguments } from '../../registry/command.ts';
import { currentSession } from './current-session.ts';
import { openWanted } from './wanted.ts';

/** A session, and how and where it signs in. Durations in seconds. */
export type ConsoleSession = {
  readonly session: Session;
  readonly place: SignInPlace;
  readonly region: string | undefined;
  /** What `--duration` says. */
  readonly asked: number | undefined;
  /** What of that AWS may be asked for. */
  readonly durationSeconds: number | undefined;
  readonly caBundle: string | undefined;
};

/** Opens what is to sign in, unless the person chose another verb in the picker. @throws Problem, Cancelled */
export async function openConsoleSession(
  args: Arguments,
  context: Context,
): Promise<ConsoleSession | { readonly outcome: Outcome }> {
  const [named] = args.positionals;
  const isNamed = named !== undefined || args.value('role-arn') !== undefined;
  const current = isNamed ? undefined : await currentSession(args, context);
  const profiles = await context.profiles();
  if (current !== undefined) return inRole(current, profiles, context);
  // Better said before a code is asked for.
  if (named !== undefined && profiles.get(named)) refuseUser(planRequest(profiles, plainRequest(named)));
  const wanted = await openWanted(args, context);
  if (wanted.tag === 'other') return wanted;
  const { session, request } = wanted;
  const plan = planRequest(profiles, request);
  refuseUser(plan);
  return {
    session,
    place: signInPlace(plan.partition, serviceEndpoint(profiles, plan.chain, 'signin')),
    region: session.region,
    asked: request.durationSeconds,
    durationSeconds: sessionDuration(plan, request.durationSeconds),
    caBundle: plan.at.caBundle,
  };
}

function refuseUser(plan: SwitchPlan): void {
  if (isUserSession(plan)) throw needsRole(plan.chain.profile);
}

/** How the shell's role was opened is not known here, so the length of the console session is left to AWS. */
function inRole(session: Session, profiles: Profiles, { now }: Context): ConsoleSession {
  const { expiresAt } = session.credentials;
  if (expiresAt !== undefined && expiresAt <= now()) {
    const title = `The session of ${session.profile} has ended.`;
    throw new Problem({ code: 'credentials-expired', title, todo: ['Renew it: rolecall refresh'] });
  }
  const plan = planNow(profiles, session.profile);
  const endpoint = plan && serviceEndpoint(profiles, plan.chain, 'signin');
  return {
    session,
    place: signInPlace(plan?.partition ?? partitionOfArn(session.roleArn), endpoint),
    region: session.region,
    asked: undefined,
    durationSeconds: undefined,
    caBundle: plan?.at.caBundle,
  };
}

/** The profile may be gone, or broken, since the shell was opened: then it has no endpoint of its own. */
function planNow(profiles: Profiles, profile: string): SwitchPlan | undefined {
  try {
    return planRequest(profiles, plainRequest(profile));
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}
