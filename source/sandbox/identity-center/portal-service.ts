import type { Moment } from '../state/portals.ts';
import { AwsProblem } from '../wire/problem.ts';
import { type Parameters, parseForm } from '../wire/request.ts';
import type { Asked, IdentityCenter, Operations } from './operation.ts';
import { roleCredentials } from './permission-sets.ts';
import type { PortalSession } from './sessions.ts';

/** The portal, `sso`. */
export const PORTAL_SERVICE: Operations = {
  'GET /assignment/accounts': {
    service: 'sso',
    action: 'ListAccounts',
    run: (asked, center) => {
      const { session, at } = signedIn(asked, center);
      const { items, nextToken } = center.pages.page({
        items: center.directory.accounts(session.portal, session.person, at),
        keyOf: ({ id }) => id,
        query: parseForm(asked.request.query),
        boundTo: `${bearerOf(asked)} ListAccounts`,
        settings: session.portal.settings,
      });
      const accountList = items.map(({ id: accountId, name: accountName, email: emailAddress }) => ({
        accountId,
        accountName,
        emailAddress,
      }));
      return { accountList, nextToken };
    },
  },
  'GET /assignment/roles': {
    service: 'sso',
    action: 'ListAccountRoles',
    run: (asked, center) => {
      const { session, at } = signedIn(asked, center);
      const query = parseForm(asked.request.query);
      const accountId = accountIdIn(query);
      const account = center.directory.account(session.portal, session.person, accountId, at);
      if (account === undefined) throw noAccess();
      const { items, nextToken } = center.pages.page({
        items: [...account.roles.keys()],
        keyOf: (name) => name,
        query,
        boundTo: `${bearerOf(asked)} ListAccountRoles ${accountId}`,
        settings: session.portal.settings,
      });
      return { roleList: items.map((roleName) => ({ roleName, accountId })), nextToken };
    },
  },
  'GET /federation/credentials': {
    service: 'sso',
    action: 'GetRoleCredentials',
    run: (asked, center) => {
      const { session, at } = signedIn(asked, center);
      const query = parseForm(asked.request.query);
      const [accountId, name] = [accountIdIn(query), query.get('role_name')];
      if (!name) throw invalid('role_name is missing');
      const { directory, backend } = center;
      const role = directory.account(session.portal, session.person, accountId, at)?.roles.get(name);
      if (role === undefined || (role.refusedUntil ?? 0) > at.now) throw noAccess();
      return roleCredentials({ accountId, role, person: session.person }, { ...backend, now: at.now });
    },
  },
  'POST /logout': {
    service: 'sso',
    action: 'Logout',
    run: (asked, center) => {
      const { session } = signedIn(asked, center);
      center.tokens.sessions.revoke(session.portal, session.person);
    },
  },
};

/** The access token of a request. */
export const bearerOf = ({ request }: Asked): string => request.headers['x-amz-sso_bearer_token'] ?? '';

/** Whose token it is, and the moment of the call. */
function signedIn(asked: Asked, { tokens, backend }: IdentityCenter): { session: PortalSession; at: Moment } {
  const session = tokens.find(bearerOf(asked), asked.region)?.session;
  if (!session) throw new AwsProblem(401, 'UnauthorizedException', 'Session token not found or invalid');
  return { session, at: { now: backend.clock.now(), signedInAt: session.signedInAt } };
}

function accountIdIn(query: Parameters): string {
  const id = query.get('account_id') ?? '';
  if (/^\d{12}$/.test(id)) return id;
  throw invalid('account_id has to be 12 digits');
}

const invalid = (message: string) => new AwsProblem(400, 'InvalidRequestException', message);

const noAccess = () => new AwsProblem(403, 'ForbiddenException', 'No access');
