import { AwsProblem } from '../wire/problem.ts';
import { type Parameters, parseForm } from '../wire/request.ts';
import type { Asked, IdentityCenter, Operations } from './operation.ts';
import { roleCredentials } from './permission-sets.ts';
import type { Grant } from './tokens.ts';

/** The portal, `sso`. */
export const PORTAL_SERVICE: Operations = {
  'GET /federation/credentials': {
    service: 'sso',
    action: 'GetRoleCredentials',
    run: (asked, center) => {
      const { session } = signedIn(asked, center);
      const query = parseForm(asked.request.query);
      const [accountId, name] = [accountIdIn(query), query.get('role_name')];
      if (!name) throw invalid('role_name is missing');
      const { directory, backend } = center;
      const at = { now: backend.clock.now(), signedInAt: session.signedInAt };
      const role = directory.account(session.portal, session.person, accountId, at)?.roles.get(name);
      if (role === undefined || (role.refusedUntil ?? 0) > at.now) throw noAccess();
      return roleCredentials({ accountId, role, person: session.person }, { ...backend, now: at.now });
    },
  },
};

/** The access token of a request. */
export const bearerOf = ({ request }: Pick<Asked, 'request'>): string =>
  request.headers['x-amz-sso_bearer_token'] ?? '';

function signedIn(asked: Asked, { tokens }: IdentityCenter): Grant {
  const found = tokens.find(bearerOf(asked), asked.region);
  if (found) return found;
  throw new AwsProblem(401, 'UnauthorizedException', 'Session token not found or invalid');
}

function accountIdIn(query: Parameters): string {
  const id = query.get('account_id') ?? '';
  if (/^\d{12}$/.test(id)) return id;
  throw invalid('account_id has to be 12 digits');
}

const invalid = (message: string) => new AwsProblem(400, 'InvalidRequestException', message);

const noAccess = () => new AwsProblem(403, 'ForbiddenException', 'No access');
