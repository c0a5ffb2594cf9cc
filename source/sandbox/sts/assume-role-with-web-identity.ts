import type { Call, UnsignedAction } from '../action.ts';
import { createContext } from '../policy/context.ts';
import { evaluateTrust } from '../policy/evaluate.ts';
import { environment } from '../request-context.ts';
import { roleIdentity } from '../state/caller.ts';
import { findRole, trustAt } from '../state/lookup.ts';
import { accessDenied } from '../wire/problem.ts';
import * as constraints from './constraints.ts';
import { credentialsResult } from './credentials.ts';
import { packedPolicySize } from './packed-size.ts';
import { roleDuration } from './role-duration.ts';
import { readSessionPolicies } from './session-policies.ts';
import { parseWebIdentity, verifyWebIdentity, type WebIdentity } from './web-identity.ts';

/** Credentials for a role, in exchange for a token of an OpenID Connect provider. The request is not signed. */
export const assumeRoleWithWebIdentity: UnsignedAction = {
  unsigned: true,
  constraints: {
    RoleArn: constraints.roleArn,
    RoleSessionName: constraints.roleSessionName,
    WebIdentityToken: constraints.webIdentityToken,
    DurationSeconds: constraints.roleDuration,
  },
  run(call) {
    const { parameters, sessions, world, now } = call;
    const token = parameters.get('WebIdentityToken') ?? '';
    parseWebIdentity(token);
    const found = findRole(world, parameters.get('RoleArn') ?? '');
    const trust = found && trustAt(found.role, now);
    if (!trust) throw refused();
    const { account, role } = found;
    const web = verifyWebIdentity(token, account, now);
    const request = { action: 'sts:AssumeRoleWithWebIdentity', resource: role.arn, context: webContext(call, web) };
    const { verdict } = evaluateTrust(trust, { kind: 'Federated', arns: [web.provider.arn] }, request);
    if (verdict !== 'allow') throw refused();
    const seconds = roleDuration(parameters, role, false);
    const policies = readSessionPolicies(parameters, account);
    const size = packedPolicySize(parameters, new Map());
    const identity = roleIdentity(account, role, {
      sessionName: parameters.get('RoleSessionName') ?? '',
      sourceIdentity: undefined,
      sessionTags: new Map(),
      transitiveTagKeys: new Set(),
    });
    const session = sessions.issue({
      identity,
      expiresAt: now + seconds * 1000,
      mfaAt: undefined,
      chained: false,
      policies,
    });
    return {
      Credentials: credentialsResult(session),
      SubjectFromWebIdentityToken: web.claims.sub,
      AssumedRoleUser: { AssumedRoleId: identity.userId, Arn: identity.arn },
      PackedPolicySize: size,
      Provider: web.provider.arn,
      Audience: web.claims.aud,
    };
  },
};

const refused = () => accessDenied('Not authorized to perform sts:AssumeRoleWithWebIdentity');

function webContext(call: Call, { claims, provider }: WebIdentity) {
  return createContext({
    ...environment(call),
    [`${provider.host}:sub`]: claims.sub,
    [`${provider.host}:aud`]: claims.aud,
    'aws:FederatedProvider': provider.arn,
    'sts:RoleSessionName': call.parameters.get('RoleSessionName'),
  });
}
