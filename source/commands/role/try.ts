import type { Context } from '../../context.ts';
import type { Profiles } from '../../domain/profiles/profile.ts';
import { isNotAdmittedYet, onceSettled } from '../../domain/roles/create.ts';
import type { RoleDefinition } from '../../domain/roles/definition.ts';
import type { Role } from '../../domain/roles/iam.ts';
import { AwsFailure, wordsOf } from '../../domain/sessions/failures/aws-failure.ts';
import { sessionNameFor } from '../../domain/sessions/open/caller.ts';
import { planRequest, type SwitchPlan } from '../../domain/sessions/plan/plan.ts';
import { defaultCacheUse, plainRequest } from '../../domain/sessions/plan/request.ts';
import { pasteWord, profileFlag } from '../../domain/shells/paste.ts';
import { Problem } from '../../problem.ts';
import { openRole, personNeeded } from '../open/shared/open-role.ts';
import { readCodeSource } from '../open/shared/role-options.ts';
import type { Arguments } from '../registry/command.ts';

/** How a profile is opened to try a role. @throws Problem where it cannot be, whatever AWS says */
export function planTrial(profile: string, profiles: Profiles): SwitchPlan {
  return planRequest(profiles, plainRequest(profile));
}

/**
 * Assumes a new role as someone it trusts, as soon as AWS has told all of its machines about it.
 * @throws Problem where it is still refused after half a minute
 */
export async function tryAs(
  profile: string,
  role: Role,
  { trust }: RoleDefinition,
  args: Arguments,
  context: Context,
): Promise<void> {
  const codeSource = readCodeSource(args, context.terminal);
  const request = plainRequest(profile);
  const plan = planTrial(profile, await context.profiles.load());
  const session = await openRole(context, { request, use: defaultCacheUse, codeSource });
  const { sts, osUser } = await context.aws.sessionPorts({
    ask: codeSource ?? personNeeded,
    progress: () => undefined,
  });
  const asked = {
    roleArn: role.arn,
    sessionName: sessionNameFor(session.callerArn, osUser),
    policyArns: [],
    tags: {},
    transitiveTagKeys: [],
    ...(trust.externalId !== undefined && { externalId: trust.externalId }),
  };
  context.output.writeError(
    `Assuming ${role.name} as ${profile}; that can take until AWS knows the role everywhere …\n`,
  );
  const attempt = () => sts.assumeRole(session.credentials, plan.at, asked);
  try {
    await onceSettled(attempt, isNotAdmittedYet, context.clock.wait);
  } catch (error) {
    if (!(error instanceof AwsFailure)) throw error;
    throw refused(profile, role, { mfa: trust.requireMfa, owner: args.value('profile') }, error);
  }
  context.output.writeError(`${profile} can assume ${role.name}.\n`);
}

type Creation = {
  readonly mfa: boolean;
  /** What `--profile` named. */
  readonly owner: string | undefined;
};

function refused(profile: string, { arn, name }: Role, { mfa, owner }: Creation, failure: AwsFailure): Problem {
  return new Problem(
    {
      code: 'role-not-assumable',
      title: `${name} is there, but ${profile} cannot assume it.`,
      tried: `assuming ${arn} as ${profile}`,
      ...wordsOf(failure),
      todo: [
        `An administrator of ${profile}’s account must allow sts:AssumeRole on ${arn}.`,
        ...(mfa ? [`The role wants MFA: ${profile} needs mfa_serial.`] : []),
        `The trust policy must name that account, user or role: rolecall role show ${pasteWord(name, 'NAME')}${profileFlag(owner)}`,
      ],
    },
    { cause: failure },
  );
}
