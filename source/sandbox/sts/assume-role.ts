import type { SignedAction, SignedCall } from '../action.ts';
import { type ContextEntries, tagEntries } from '../request-context.ts';
import { roleIdentity } from '../state/caller.ts';
import type { Role } from '../state/entities.ts';
import { findRole } from '../state/lookup.ts';
import { accessDenied, validationError } from '../wire/problem.ts';
import * as constraints from './constraints.ts';
import { credentialsResult } from './credentials.ts';
import { checkMfa } from './mfa.ts';
import { packedPolicySize } from './packed-size.ts';
import { checkRoleAccess, notAuthorized } from './role-access.ts';
import { roleDuration } from './role-duration.ts';
import { readSessionPolicies } from './session-policies.ts';
import { readSessionTags, type SessionTags } from './session-tags.ts';

/** Temporary credentials for a role. */
export const assumeRole: SignedAction = {
  constraints: {
    RoleArn: constraints.roleArn,
    RoleSessionName: constraints.roleSessionName,
    DurationSeconds: constraints.roleDuration,
    ExternalId: constraints.externalId,
    SerialNumber: constraints.serialNumber,
    TokenCode: constraints.tokenCode,
    SourceIdentity: constraints.sourceIdentity,
  },
  run(call) {
    const { caller, parameters, sessions, now } = call;
    if (caller.identity.kind === 'root') throw accessDenied('Roles may not be assumed by root accounts.');
    const tags = readSessionTags(parameters, caller.identity);
    const sourceIdentity = readSourceIdentity(call);
    const mfaAt = checkMfa(call);
    const { account, role } = knownRole(call);
    const entries = contextEntries(call, role, tags, sourceIdentity);
    const request = { call, mfaAt, entries };
    checkRoleAccess('sts:AssumeRole', role, request);
    if (tags.all.size > 0) checkRoleAccess('sts:TagSession', role, request);
    if (sourceIdentity !== undefined) checkRoleAccess('sts:SetSourceIdentity', role, request);
    const seconds = roleDuration(parameters, role, caller.session !== undefined);
    const policies = readSessionPolicies(parameters, account);
    const size = packedPolicySize(parameters, tags);
    const identity = roleIdentity(account, role, {
      sessionName: parameters.get('RoleSessionName') ?? '',
      sourceIdentity,
      sessionTags: tags.all,
      transitiveTagKeys: tags.transitive,
    });
    const session = sessions.issue({
      identity,
      expiresAt: now + seconds * 1000,
      // A code given here opens the role and goes no further.
      mfaAt: undefined,
      chained: caller.session !== undefined,
      policies,
    });
    return {
      Credentials: credentialsResult(session),
      AssumedRoleUser: { AssumedRoleId: identity.userId, Arn: identity.arn },
      PackedPolicySize: size,
      SourceIdentity: sourceIdentity,
    };
  },
};

function knownRole(call: SignedCall) {
  const arn = call.parameters.get('RoleArn') ?? '';
  const found = findRole(call.world, arn);
  const known = found && found.role.knownFrom <= call.now && call.caller.identity.kind !== 'federated';
  if (!known) throw notAuthorized(call, 'sts:AssumeRole', arn);
  return found;
}

/** Once set, a source identity stays with every session that follows and cannot be changed. */
function readSourceIdentity(call: SignedCall): string | undefined {
  const asked = call.parameters.get('SourceIdentity');
  const { identity } = call.caller;
  const inherited = identity.kind === 'role' ? identity.sourceIdentity : undefined;
  if (asked?.toLowerCase().startsWith('aws:')) {
    throw validationError('The SourceIdentity must not begin with the reserved prefix aws:.');
  }
  if (inherited !== undefined && asked !== undefined && asked !== inherited) {
    throw notAuthorized(call, 'sts:SetSourceIdentity', call.parameters.get('RoleArn') ?? '');
  }
  return asked ?? inherited;
}

function contextEntries(
  { parameters }: SignedCall,
  role: Role,
  tags: SessionTags,
  sourceIdentity: string | undefined,
): ContextEntries {
  const keys = [...tags.all.keys()];
  return {
    'sts:ExternalId': parameters.get('ExternalId'),
    'sts:RoleSessionName': parameters.get('RoleSessionName'),
    'sts:SourceIdentity': sourceIdentity,
    'sts:TransitiveTagKeys': tags.transitive.size > 0 ? [...tags.transitive] : undefined,
    'aws:TagKeys': keys.length > 0 ? keys : undefined,
    ...tagEntries('aws:RequestTag', tags.all),
    ...tagEntries('aws:ResourceTag', role.tags),
    ...tagEntries('iam:ResourceTag', role.tags),
  };
}
