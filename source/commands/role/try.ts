import type { Context } from '../../context.ts';
import type { Profiles } from '../../domain/profiles/profile.ts';
import { isNotAdmittedYet, onceSettled } from '../../domain/roles/create.ts';
import type { RoleDefinition } from '../../domain/roles/definition.ts';
import type { Role } from '../../domain/roles/iam.ts';
import { AwsFailure, wordsOf } from '../../domain/sessions/failures/aws-failure.ts';
import { sessionNameFor } from '../../domain/sessions/open/caller.ts';
import { discoverDevices } from '../../domain/sessions/open/devices.ts';
import { planRequest, type SwitchPlan } from '../../domain/sessions/plan/plan.ts';
import {
  defaultCacheUse,
  identityRequest,
  plainRequest,
  type SwitchRequest,
} from '../../domain/sessions/plan/request.ts';
import type { Session } from '../../domain/sessions/session.ts';
import { pasteWord, profileFlag } from '../../domain/shells/paste.ts';
import { Problem } from '../../problem.ts';
import { openRole } from '../open/shared/open-role.ts';
import { readCodeSource } from '../open/shared/role-options.ts';
import type { Arguments } from '../registry/command.ts';

/** Whoever is to try a new role, with the keys for it. */
export type Trial = {
  readonly profile: string;
  readonly plan: SwitchPlan;
  readonly session: Session;
  /** The session was opened with a code. */
  readonly withMfa: boolean;
};

/** How a profile is opened to try a role. @throws Problem where it cannot be, whatever AWS says */
export function planTrial(profile: string, profiles: Profiles): SwitchPlan {
  return planRequest(profiles, plainRequest(profile));
}

/**
 * Opens the profile that is to try a role. Where the role wants MFA and the profile names no device, one of the user is looked up.
 * @throws Problem where the role wants MFA, and nothing that the profile leads to can have it
 */
export async function openTrial(
  profile: string,
  { requireMfa }: RoleDefinition['trust'],
  args: Arguments,
  context: Context,
): Promise<Trial> {
  const codeSource = readCodeSource(args, context.terminal);
  const plan = planTrial(profile, await context.profiles.load());
  if (requireMfa && plan.hops.length > 0)
    throw withoutMfa(profile, 'The session of a role does not carry MFA over to the next role.');
  const open = (request: SwitchRequest) => openRole(context, { request, use: defaultCacheUse, codeSource });
  const session = await open(plainRequest(profile));
  const isNamed = plan.chain.mfa !== undefined;
  if (!requireMfa || isNamed || session.credentials.sessionToken !== undefined) {
    return { profile, plan, session, withMfa: isNamed };
  }
  const calls = await context.aws.sessionCalls();
  const caller = await calls.sts.callerIdentity(session.credentials, plan.at);
  const devices = await discoverDevices(plan, session.credentials, caller, calls);
  if (devices === undefined) throw withoutMfa(profile, 'It names no MFA device, and no device of its user was found.');
  const request = identityRequest(profile, { mfaSerial: devices.serials[0] });
  return { profile, plan, session: await open(request), withMfa: true };
}

function withoutMfa(profile: string, means: string): Problem {
  return new Problem({
    code: 'trial-without-mfa',
    title: `${profile} cannot assume a role that requires MFA.`,
    means,
    todo: ['Name a profile with the keys of a user who has an MFA device: --try-as PROFILE', 'Or leave --try-as out.'],
  });
}

/**
 * Assumes a new role as someone it trusts, as soon as AWS has told all of its machines about it.
 * @throws Problem where it is still refused after half a minute
 */
export async function tryAs(
  { profile, plan, session, withMfa }: Trial,
  role: Role,
  { trust }: RoleDefinition,
  args: Arguments,
  context: Context,
): Promise<void> {
  const { sts, osUser } = await context.aws.sessionCalls();
  const asked = {
    roleArn: role.arn,
    sessionName: sessionNameFor(session.callerArn, osUser),
    policyArns: [],
    tags: {},
    transitiveTagKeys: [],
    ...(trust.externalId !== undefined && { externalId: trust.externalId }),
  };
  context.output.writeError(
    `Assuming ${role.name} as ${profile}; this can take until AWS knows the role everywhere …\n`,
  );
  const attempt = () => sts.assumeRole(session.credentials, plan.at, asked);
  try {
    await onceSettled(attempt, isNotAdmittedYet, context.clock.wait);
  } catch (error) {
    if (!(error instanceof AwsFailure)) throw error;
    throw refused(profile, role, { mfa: trust.requireMfa && !withMfa, owner: args.value('profile') }, error);
  }
  context.output.writeError(`${profile} can assume ${role.name}.\n`);
}

type Creation = {
  /** It wants MFA, which the session may lack. */
  readonly mfa: boolean;
  /** What `--profile` named. */
  readonly owner: string | undefined;
};

function refused(profile: string, { arn, name }: Role, { mfa, owner }: Creation, failure: AwsFailure): Problem {
  return new Problem(
    {
      code: 'role-not-assumable',
      title: `${name} exists, but ${profile} cannot assume it.`,
      tried: `assuming ${arn} as ${profile}`,
      ...wordsOf(failure),
      todo: [
        `An administrator of ${profile}'s account must allow sts:AssumeRole on ${arn}.`,
        ...(mfa ? [`The role requires MFA, which the session of ${profile} may lack.`] : []),
        `The trust policy must name that account, user or role: rolecall role show ${pasteWord(name, 'NAME')}${profileFlag(owner)}`,
      ],
    },
    { cause: failure },
  );
}
