import { Problem } from '../../../problem.ts';
import { parseRoleArn } from '../../profiles/arn.ts';
import type { Chain, Hop, Profiles } from '../../profiles/profile.ts';
import { resolveChain } from '../../profiles/resolve/chain.ts';
import { planSwitch, type SwitchPlan } from './plan.ts';
import type { SwitchRequest, Target } from './request.ts';

/** The plan of a request against the files as they are now. @throws Problem where the chain cannot be resolved */
export function planRequest(profiles: Profiles, request: SwitchRequest): SwitchPlan {
  return planSwitch(chainOf(profiles, request.target), request);
}

function chainOf(profiles: Profiles, target: Target): Chain {
  if (target.kind === 'profile') return resolveChain(profiles, target.profile);
  const source = resolveChain(profiles, target.sourceProfile);
  const serial = target.mfaSerial ?? source.mfa?.serial;
  return {
    ...source,
    profile: nameOfTarget(target),
    hops: [...source.hops, hopOf(target)],
    ...(serial !== undefined && { mfa: { serial, profile: source.mfa?.profile ?? target.sourceProfile } }),
  };
}

/** What a target is called: the profile, or `444455556666/ystataws` for a role without one. */
export function nameOfTarget(target: Target): string {
  if (target.kind === 'profile') return target.profile;
  const role = parseRoleArn(target.roleArn);
  return role === undefined ? target.roleArn : `${role.accountId}/${role.name}`;
}

function hopOf({ roleArn, sourceProfile, externalId, mfaSerial }: Target & { kind: 'role' }): Hop {
  const role = parseRoleArn(roleArn);
  if (role === undefined) {
    throw new Problem({
      code: 'usage',
      title: `--role-arn ${roleArn} is not the ARN of a role.`,
      todo: ['It looks like arn:aws:iam::444455556666:role/ystataws.'],
      exitCode: 2,
    });
  }
  return {
    profile: sourceProfile,
    at: { file: '--role-arn', line: 1 },
    roleArn,
    accountId: role.accountId,
    roleName: role.name,
    partition: role.partition,
    ...(mfaSerial !== undefined && { mfaSerial }),
    ...(externalId !== undefined && { externalId }),
    tags: {},
    transitiveTagKeys: [],
  };
}
