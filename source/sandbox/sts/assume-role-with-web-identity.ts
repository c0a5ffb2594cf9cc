import type { Call, UnsignedAction } from '../action.ts';
import { environment } from '../authorize.ts';
import { evaluateTrust } from '../policy/evaluate.ts';
import { createContext } from '../policy/match.ts';
import { roleIdentity } from '../state/identities.ts';
import { type Claims, isSignedBy, readClaims } from '../state/oidc.ts';
import { type Account, findRole, type OidcProvider, trustAt } from '../state/world.ts';
import { AwsProblem, accessDenied } from '../wire/problem.ts';
import { roleDuration } from './assume-role.ts';
import * as constraints from './constraints.ts';
import { packedPolicySize, readSessionPolicies } from './session-policies.ts';
import { credentialsResult } from './user-sessions.ts';

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

/** The claims of a verified token, and its provider. */
export interface WebIdentity {
  readonly claims: Claims;
  readonly provider: OidcProvider;
}

/** The token's claims before anything is verified. Throws InvalidIdentityToken for a malformed token. */
export function parseWebIdentity(token: string): Claims {
  return (
    readClaims(token) ??
    invalid('The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)')
  );
}

/** Verifies a token against the providers of an account. Throws InvalidIdentityToken or ExpiredTokenException. */
export function verifyWebIdentity(token: string, account: Account, now: number): WebIdentity {
  const claims = parseWebIdentity(token);
  const host = claims.iss.replace(/^https:\/\//, '');
  const provider = [...account.providers.values()].find((candidate) => candidate.host === host);
  if (!provider) return invalid(`No OpenIDConnect provider found in your account for ${claims.iss}`);
  if (!isSignedBy(provider, token)) {
    return invalid(
      "Couldn't retrieve verification key from your identity provider, " +
        'please reference AssumeRoleWithWebIdentity documentation for requirements',
    );
  }
  if (!provider.audiences.includes(claims.aud)) return invalid('Incorrect token audience');
  const seconds = Math.floor(now / 1000);
  if (claims.exp <= seconds) {
    throw new AwsProblem(
      400,
      'ExpiredTokenException',
      `Token expired: current date/time ${seconds} must be before the expiration date/time ${claims.exp}`,
    );
  }
  return { claims, provider };
}

function invalid(message: string): never {
  throw new AwsProblem(400, 'InvalidIdentityToken', message);
}
