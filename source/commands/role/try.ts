import type { Context } from '../../context.ts';
import { isNotAdmittedYet, onceSettled } from '../../domain/roles/create.ts';
import type { RoleDefinition } from '../../domain/roles/definition.ts';
import type { Role } from '../../domain/roles/iam.ts';
import { StsFailure } from '../../domain/sessions/failures/aws-failure.ts';
import { sessionNameFor } from '../../domain/sessions/open/caller.ts';
import { planRequest } from '../../domain/sessions/plan/plan.ts';
import { plainRequest } from '../../domain/sessions/plan/request.ts';
import { Problem } from '../../problem.ts';
import { codeSource, personNeeded } from '../open/shared/asker.ts';
import { openDirectly } from '../open/shared/open-role.ts';
import { readCacheUse } from '../open/shared/role-request.ts';
import type { Arguments } from '../registry/command.ts';

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
  const ask = codeSource(args, context);
  const request = plainRequest(profile);
  const plan = planRequest(await context.profiles(), request);
  const session = await openDirectly(context, { request, use: readCacheUse(args) }, ask);
  const { sts, osUser } = await context.sessionPorts({ ask: ask ?? personNeeded, progress: () => undefined });
  const wanted = {
    roleArn: role.arn,
    sessionName: sessionNameFor(session.callerArn, osUser),
    policyArns: [],
    tags: {},
    transitiveTagKeys: [],
    ...(trust.externalId !== undefined && { externalId: trust.externalId }),
  };
  context.writeError(`Assuming ${role.name} as ${profile}; that can take until AWS knows the role everywhere …\n`);
  const attempt = () => sts.assumeRole(session.credentials, plan.at, wanted);
  try {
    await onceSettled(attempt, isNotAdmittedYet, (pause) => new Promise((resolve) => setTimeout(resolve, pause)));
  } catch (error) {
    if (!(error instanceof StsFailure)) throw error;
    throw refused(profile, role, trust.requireMfa, error);
  }
  context.writeError(`${profile} can assume ${role.name}.\n`);
}

function refused(profile: string, { arn, name }: Role, mfa: boolean, failure: StsFailure): Problem {
  return new Problem(
    {
      code: 'role-not-assumable',
      title: `${name} is there, but ${profile} cannot assume it.`,
      tried: `assuming ${arn} as ${profile}`,
      said: `${failure.code}: ${failure.message}`,
      todo: [
        `An administrator of ${profile}’s account must allow sts:AssumeRole on ${arn}.`,
        ...(mfa ? [`The role wants MFA: ${profile} needs mfa_serial.`] : []),
        'The trust policy must name that account, user or role: rolecall role show.',
      ],
    },
    { cause: failure },
  );
}
