import { randomUUID } from 'node:crypto';
import { type Backend, handleCall, type Outcome } from '../handle-call.ts';
import { addRole, type HolderOptions } from '../state/build.ts';
import { roleIdentity, type Sessions } from '../state/identities.ts';
import { newUniqueId } from '../state/ids.ts';
import type { Account, Role, World } from '../state/world.ts';
import type { Answer } from '../wire/answer.ts';
import { AwsProblem } from '../wire/problem.ts';
import { parseForm, type WireRequest } from '../wire/request.ts';
import type { Tokens } from './tokens.ts';

/** The one person in the directory. */
const PERSON = 'mary@example.com';

type Body = Readonly<Record<string, unknown>>;

interface Operation {
  readonly service: 'sso' | 'sso-oidc';
  readonly action: string;
  run(request: WireRequest, body: Body, backend: Backend, tokens: Tokens): unknown;
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  'POST /client/register': {
    service: 'sso-oidc',
    action: 'RegisterClient',
    run: (_request, { scopes }, _backend, tokens) => tokens.register(Array.isArray(scopes) ? scopes : []),
  },
  'POST /device_authorization': {
    service: 'sso-oidc',
    action: 'StartDeviceAuthorization',
    run: ({ headers }, { clientId, clientSecret, startUrl }, _backend, tokens) => {
      const started = tokens.startDevice(clientId, clientSecret, String(startUrl));
      const verificationUri = `http://${headers.host}/device`;
      const verificationUriComplete = `${verificationUri}?user_code=${started.userCode}`;
      return { ...started, verificationUri, verificationUriComplete };
    },
  },
  'POST /token': {
    service: 'sso-oidc',
    action: 'CreateToken',
    run: (_request, { clientId, clientSecret, grantType, deviceCode, refreshToken }, _backend, tokens) => {
      if (grantType === 'refresh_token') return tokens.byRefresh(clientId, clientSecret, refreshToken);
      if (grantType === 'urn:ietf:params:oauth:grant-type:device_code') {
        return tokens.byDevice(clientId, clientSecret, deviceCode);
      }
      throw new AwsProblem(400, 'unsupported_grant_type', 'Unsupported grant type');
    },
  },
  'POST /logout': {
    service: 'sso',
    action: 'Logout',
    run: ({ headers }, _body, _backend, tokens) => {
      if (tokens.end(headers['x-amz-sso_bearer_token'] ?? '')) return {};
      throw new AwsProblem(401, 'UnauthorizedException', 'Session token not found or invalid');
    },
  },
  'GET /federation/credentials': {
    service: 'sso',
    action: 'GetRoleCredentials',
    run: ({ headers, query }, _body, { world, sessions, clock }, tokens) => {
      if (tokens.find(headers['x-amz-sso_bearer_token'] ?? '') === undefined) {
        throw new AwsProblem(401, 'UnauthorizedException', 'Session token not found or invalid');
      }
      const asked = parseForm(query);
      const assignment = {
        accountId: asked.get('account_id') ?? '',
        name: asked.get('role_name') ?? '',
        person: PERSON,
      };
      return roleCredentials(assignment, { world, sessions, now: clock.now() });
    },
  },
};

/** Answers the sign-in service and the portal, in JSON; undefined for other paths. */
export async function answerIdentityCenter(
  request: WireRequest,
  backend: Backend,
  tokens: Tokens,
): Promise<Outcome | undefined> {
  if (request.method === 'GET' && request.path === '/device') return { answer: browserPage(request, tokens) };
  const operation = OPERATIONS[`${request.method} ${request.path}`];
  if (operation === undefined) return undefined;
  const { service, action } = operation;
  const requestId = randomUUID();
  const body = bodyOf(request);
  const refuse = ({ status, code, message }: AwsProblem): Answer => {
    const said = service === 'sso' ? { message } : { error: code, error_description: message };
    return json(status, said, requestId, { 'x-amzn-ErrorType': code });
  };
  const perform = () => json(200, operation.run(request, body, backend, tokens), requestId);
  return handleCall({ service, action, parameters: visibleParameters(request, body), perform, refuse }, backend);
}

/** Opening the page approves the sign-in; with `deny=1` it denies it. */
function browserPage({ query }: WireRequest, tokens: Tokens): Answer {
  const asked = parseForm(query);
  const isKnown = tokens.decide(asked.get('user_code') ?? '', asked.get('deny') === '1' ? 'denied' : 'approved');
  const text = isKnown ? 'You can close this window.' : 'There is no such code.';
  return { status: isKnown ? 200 : 404, type: 'text/plain', body: `${text}\n`, requestId: '' };
}

/** The parameters of a call without client secrets, codes and tokens. */
function visibleParameters({ query }: WireRequest, { startUrl, grantType, scopes }: Body): ReadonlyMap<string, string> {
  const said = Object.entries({ startUrl, grantType, scopes }).filter(([, value]) => value !== undefined);
  return new Map([...parseForm(query), ...said.map(([name, value]) => [name, String(value)] as const)]);
}

function bodyOf({ body }: WireRequest): Body {
  try {
    return Object(JSON.parse(body.toString('utf8') || '{}'));
  } catch {
    return {};
  }
}

function json(status: number, body: unknown, requestId: string, headers: Record<string, string> = {}): Answer {
  return { status, type: 'application/json', body: JSON.stringify(body), requestId, headers };
}

const PATH = '/aws-reserved/sso.amazonaws.com/';

/** Adds a permission set for the person of the directory: the role that Identity Center makes for it in the account. */
export function addPermissionSet(account: Account, name: string, options: HolderOptions = {}): Role {
  const Principal = { Federated: `arn:aws:iam::${account.id}:saml-provider/AWSSSO_${name}_DO_NOT_DELETE` };
  const Statement = { Effect: 'Allow', Principal, Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'] } as const;
  const suffix = newUniqueId('AROA').slice(4).toLowerCase();
  return addRole(account, `AWSReservedSSO_${name}_${suffix}`, { ...options, path: PATH, trust: { Statement } });
}

/** Credentials of a permission set. Throws ForbiddenException where the account has none of that name. */
export function roleCredentials(
  { accountId, name, person }: { readonly accountId: string; readonly name: string; readonly person: string },
  { world, sessions, now }: { readonly world: World; readonly sessions: Sessions; readonly now: number },
) {
  const account = world.accounts.get(accountId);
  const role = [...(account?.roles.values() ?? [])].find((each) => each.name.startsWith(`AWSReservedSSO_${name}_`));
  if (!account || !role) throw new AwsProblem(403, 'ForbiddenException', 'No access');
  const details = { sourceIdentity: undefined, sessionTags: new Map(), transitiveTagKeys: new Set<string>() };
  const session = sessions.issue({
    identity: roleIdentity(account, role, { sessionName: person, ...details }),
    expiresAt: now + role.maxSessionDuration * 1000,
    mfaAt: undefined,
    chained: true,
    policies: undefined,
  });
  const { accessKeyId, secret: secretAccessKey, token: sessionToken, expiresAt: expiration } = session;
  return { roleCredentials: { accessKeyId, secretAccessKey, sessionToken, expiration } };
}
