import type { SignedAction, SignedCall } from '../action.ts';
import { checkPermission } from '../limits.ts';
import { federatedIdentity } from '../state/caller.ts';
import { accountOf } from '../state/lookup.ts';
import { federatedName, sessionDuration } from './constraints.ts';
import { credentialsResult } from './credentials.ts';
import { packedPolicySize } from './packed-size.ts';
import { readSessionPolicies } from './session-policies.ts';
import { readSessionTags } from './session-tags.ts';

const DEFAULT_SECONDS = 43200;
const ROOT_SECONDS = 3600;

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
    const asked = Number(parameters.get('DurationSeconds') ?? DEFAULT_SECONDS);
    const seconds = caller.identity.kind === 'root' ? Math.min(asked, ROOT_SECONDS) : asked;
    const session = sessions.issue({
      identity,
      expiresAt: now + seconds * 1000,
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
