import type { SignedAction, SignedCall } from '../action.ts';
import { type ContextEntries, callerVerdict, requestContext, tagEntries } from '../authorize.ts';
import { checkMfa } from '../mfa-codes.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { evaluateTrust, type Requester } from '../policy/evaluate.ts';
import { type Identity, roleIdentity } from '../state/identities.ts';
import { findRole, type Role, trustAt } from '../state/world.ts';
import { type AwsProblem, accessDenied, validationError } from '../wire/problem.ts';
import type { Parameters } from '../wire/request.ts';
import * as constraints from './constraints.ts';
import { packedPolicySize, readSessionPolicies } from './session-policies.ts';
import { readSessionTags, type SessionTags } from './session-tags.ts';
import { credentialsResult } from './user-sessions.ts';

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
    const { account, role, trust } = knownRole(call);
    const entries = contextEntries(call, role, tags, sourceIdentity);
    const request = { trust, call, mfaAt, entries };
    checkRoleAccess('sts:AssumeRole', role, request);
    if (tags.all.size > 0) checkRoleAccess('sts:TagSession', role, request);
    if (sourceIdentity !== undefined) checkRoleAccess('sts:SetSourceIdentity', role, request);
    const seconds = roleDuration(parameters, role, caller.session !== undefined);
    const policies = readSessionPolicies(parameters, account);
    const size = packedPolicySize(parameters, tags.all);
    const identity = roleIdentity(account, role, {
      sessionName: parameters.get('RoleSessionName') ?? '',
      sourceIdentity,
      sessionTags: tags.all,
      transitiveTagKeys: tags.transitive,
    });
    const session = sessions.issue({
      identity,
      expiresAt: now + seconds * 1000,
      // An MFA code counts for this call only, not for requests of the role session.
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
  const trust = found && trustAt(found.role, call.now);
  if (!trust) throw notAuthorized(call, 'sts:AssumeRole', arn);
  return { ...found, trust };
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

/** The actions that AssumeRole needs; trust policy and caller's policies both decide. */
export type RoleAction = 'sts:AssumeRole' | 'sts:TagSession' | 'sts:SetSourceIdentity';

/** The trust policy, the call, when the MFA code was given (ms), and the condition keys from the parameters. */
export interface RoleRequest {
  readonly trust: PolicyDocument;
  readonly call: SignedCall;
  readonly mfaAt: number | undefined;
  readonly entries: ContextEntries;
}

/** Throws AccessDenied unless trust policy and caller's policies let `action` happen on `role`. */
export function checkRoleAccess(
  action: RoleAction,
  role: Role,
  { trust: document, call, mfaAt, entries }: RoleRequest,
): void {
  const { caller, world } = call;
  const context = requestContext({ ...call, mfaAt }, entries);
  const request = { action, resource: role.arn, context };
  const trust = evaluateTrust(document, requesterOf(caller.identity), request);
  const own = callerVerdict(world, caller, request);
  if (trust.verdict === 'deny')
    throw notAuthorized(call, action, role.arn, ' with an explicit deny in the role trust policy');
  if (own === 'deny') throw notAuthorized(call, action, role.arn, ' with an explicit deny in an identity-based policy');
  // Inside one account a trust policy that names the caller is enough by itself.
  const named = trust.by === 'name' && role.arn.split(':')[4] === caller.identity.account && !caller.session?.policies;
  if (trust.verdict !== 'allow' || (own !== 'allow' && !named)) throw notAuthorized(call, action, role.arn);
}

/** The one answer for every reason why a role cannot be assumed, that it does not exist included. */
export function notAuthorized({ caller }: SignedCall, action: RoleAction, roleArn: string, why = ''): AwsProblem {
  return accessDenied(
    `User: ${caller.identity.arn} is not authorized to perform: ${action} on resource: ${roleArn}${why}`,
  );
}

function requesterOf(identity: Identity): Requester {
  const arns = identity.kind === 'role' ? [identity.arn, identity.roleArn] : [identity.arn];
  return { kind: 'AWS', account: identity.account, arns };
}

const CHAINED_SECONDS = 3600;
const DEFAULT_SECONDS = 3600;

/**
 * How long a session of the role lasts, in seconds. `chained`: asked for with temporary credentials, those of
 * GetSessionToken included. Throws ValidationError where more is asked for than the role or chaining allows.
 */
export function roleDuration(parameters: Parameters, role: Role, chained: boolean): number {
  const seconds = Number(parameters.get('DurationSeconds') ?? DEFAULT_SECONDS);
  if (chained && seconds > CHAINED_SECONDS) {
    throw validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  if (seconds > role.maxSessionDuration) {
    throw validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
  return seconds;
}
