import type { SignedAction } from '../action.ts';
import { callerVerdict } from '../authorize.ts';
import { requestContext } from '../request-context.ts';
import { accessDenied } from '../wire/problem.ts';
import { serialNumber, sessionDuration, tokenCode } from './constraints.ts';
import { credentialsResult } from './credentials.ts';
import { checkMfa } from './mfa.ts';

const DEFAULT_SECONDS = 43200;
const ROOT_SECONDS = 3600;

/** A session of the user who calls. Needs no permission, but can be denied. */
export const getSessionToken: SignedAction = {
  constraints: { DurationSeconds: sessionDuration, SerialNumber: serialNumber, TokenCode: tokenCode },
  run(call) {
    const { caller, parameters, world, sessions, now } = call;
    if (caller.session) throw accessDenied('Cannot call GetSessionToken with session credentials');
    const mfaAt = checkMfa(call);
    const request = { action: 'sts:GetSessionToken', resource: '*', context: requestContext({ ...call, mfaAt }) };
    if (callerVerdict(world, caller, request) === 'deny') {
      throw accessDenied(
        `User: ${caller.identity.arn} is not authorized to perform: sts:GetSessionToken with an explicit deny`,
      );
    }
    const asked = Number(parameters.get('DurationSeconds') ?? DEFAULT_SECONDS);
    // The root user silently gets an hour at most.
    const seconds = caller.identity.kind === 'root' ? Math.min(asked, ROOT_SECONDS) : asked;
    const session = sessions.issue({
      identity: caller.identity,
      expiresAt: now + seconds * 1000,
      mfaAt,
      chained: false,
      policies: undefined,
    });
    return { Credentials: credentialsResult(session) };
  },
};
