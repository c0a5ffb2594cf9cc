import type { SignedCall } from './action.ts';
import { callerVerdict } from './authorize.ts';
import { requestContext } from './request-context.ts';
import type { Caller } from './state/caller.ts';
import { accountOf } from './state/lookup.ts';
import { IAM, type Service } from './wire/answer.ts';
import { AwsProblem, accessDenied } from './wire/problem.ts';

/**
 * What temporary credentials of GetSessionToken and GetFederationToken cannot do, whatever their policies say. Throws
 * InvalidClientTokenId for IAM, AccessDenied for STS.
 */
export function checkSessionLimits(service: Service, action: string, { identity, session }: Caller): void {
  if (!session) return;
  if (service === IAM) {
    const barred = identity.kind === 'federated' || (identity.kind !== 'role' && session.mfaAt === undefined);
    if (!barred) return;
    throw new AwsProblem(403, 'InvalidClientTokenId', 'The security token included in the request is invalid');
  }
  const open = identity.kind === 'federated' ? FEDERATED_ACTIONS : SESSION_ACTIONS;
  if (
    action === 'GetSessionToken' ||
    action === 'GetFederationToken' ||
    (identity.kind !== 'role' && !open.has(action))
  ) {
    throw accessDenied(`Cannot call ${action} with session credentials`);
  }
}

const SESSION_ACTIONS: ReadonlySet<string> = new Set(['AssumeRole', 'GetCallerIdentity']);
const FEDERATED_ACTIONS: ReadonlySet<string> = new Set(['GetCallerIdentity']);

/** Throws RegionDisabledException where the caller's account has not activated STS in the region called. */
export function checkRegion(service: Service, { caller, world, region }: SignedCall): void {
  const { id, disabledRegions } = accountOf(world, caller.identity.account);
  if (service === IAM || !disabledRegions.has(region)) return;
  throw new AwsProblem(
    403,
    'RegionDisabledException',
    `STS is not activated in this region for account:${id}. ` +
      'Your account administrator can activate STS in this region using the IAM Console.',
  );
}

/** Throws AccessDenied unless the caller's policies allow `action` on `resource`. */
export function checkPermission(action: string, resource: string, call: SignedCall): void {
  const { caller, world } = call;
  const context = requestContext({ ...call, mfaAt: caller.session?.mfaAt });
  const verdict = callerVerdict(world, caller, { action, resource, context });
  if (verdict === 'allow') return;
  const why =
    verdict === 'deny'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
  throw accessDenied(
    `User: ${caller.identity.arn} is not authorized to perform: ${action} on resource: ${resource} ${why}`,
  );
}
