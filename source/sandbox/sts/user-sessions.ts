import type { SignedAction, SignedCall } from '../action.ts';
import { callerVerdict, checkPermission, requestContext } from '../authorize.ts';
import { checkMfa } from '../mfa-codes.ts';
import { federatedIdentity, type Session } from '../state/identities.ts';
import { accountOf } from '../state/world.ts';
import type { Xml } from '../wire/answer.ts';
import { accessDenied } from '../wire/problem.ts';
import { federatedName, serialNumber, sessionDuration, tokenCode } from './constraints.ts';
import { packedPolicySize, readSessionPolicies } from './session-policies.ts';
import { readSessionTags } from './session-tags.ts';

const DEFAULT_SECONDS = 43200;
/** The root user silently gets an hour at most. */
const ROOT_SECONDS = 3600;

function secondsOf({ caller, parameters }: SignedCall): number {
  const asked = Number(parameters.get('DurationSeconds') ?? DEFAULT_SECONDS);
  return caller.identity.kind === 'root' ? Math.min(asked, ROOT_SECONDS) : asked;
}

/** A session of the user who calls. Needs no permission, but can be denied. */
export const getSessionToken: SignedAction = {
  constraints: { DurationSeconds: sessionDuration, SerialNumber: serialNumber, TokenCode: tokenCode },
  run(call) {
    const { caller, world, sessions, now } = call;
    const mfaAt = checkMfa(call);
    const request = { action: 'sts:GetSessionToken', resource: '*', context: requestContext({ ...call, mfaAt }) };
    if (callerVerdict(world, caller, request) === 'deny') {
      throw accessDenied(
        `User: ${caller.identity.arn} is not authorized to perform: sts:GetSessionToken with an explicit deny in an identity-based policy`,
      );
    }
    const session = sessions.issue({
      identity: caller.identity,
      expiresAt: now + secondsOf(call) * 1000,
      mfaAt,
      chained: false,
      policies: undefined,
    });
    return { Credentials: credentialsResult(session) };
  },
};

/** Credentials for somebody who is no IAM user, within the rights of the user who asks. */
export const getFederationToken: SignedAction = {
  constraints: { Name: federatedName, DurationSeconds: sessionDuration },
  resource: federatedArn,
  run(call) {
    const { caller, parameters, sessions, world, now } = call;
    const tags = readSessionTags(parameters, undefined);
    if (tags.all.size > 0) checkPermission('sts:TagSession', federatedArn(call), call);
    const account = accountOf(world, caller.identity.account);
    const policies = readSessionPolicies(parameters, account);
    const size = packedPolicySize(parameters, tags.all);
    const userName = caller.identity.kind === 'user' ? caller.identity.name : undefined;
    const identity = federatedIdentity(account, parameters.get('Name') ?? '', userName, tags.all);
    const session = sessions.issue({
      identity,
      expiresAt: now + secondsOf(call) * 1000,
      mfaAt: undefined,
      chained: false,
      policies,
    });
    return {
      Credentials: credentialsResult(session),
      FederatedUser: { FederatedUserId: identity.userId, Arn: identity.arn },
      PackedPolicySize: size,
    };
  },
};

function federatedArn({ caller, parameters }: SignedCall): string {
  return `arn:aws:sts::${caller.identity.account}:federated-user/${parameters.get('Name')}`;
}

/** Temporary credentials as STS answers them. */
export function credentialsResult(session: Session): Xml {
  return {
    AccessKeyId: session.accessKeyId,
    SecretAccessKey: session.secret,
    SessionToken: session.token,
    Expiration: new Date(session.expiresAt),
  };
}
