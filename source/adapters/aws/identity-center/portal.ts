import { setTimeout as sleep } from 'node:timers/promises';
import type { DiscoveryPorts, PortalAnswer } from '../../../domain/portals/discovery/ports.ts';
import { serviceUrl } from '../../../domain/portals/endpoints.ts';
import type { ListedAccount } from '../../../domain/portals/inventory/update.ts';
import type { Portal } from '../../../domain/portals/portal.ts';
import { isAccountId } from '../../../domain/profiles/arn.ts';
import { recordIn } from '../../../domain/record.ts';
import { AwsFailure } from '../../../domain/sessions/failures/aws-failure.ts';
import { callAws } from '../call.ts';
import { openPlainly, type PlainSender, type Reach } from '../http.ts';
import { refusal } from './sign-in.ts';
import { currentSignIn } from './token.ts';

/** As many as calls of a discovery at once. */
const sockets = 8;

/** The most that the portal gives in a page. */
const pageSize = '100';

/** The portal as a discovery calls it; without its store. `close` ends the connections. */
export type PortalCalls = Omit<DiscoveryPorts, 'save'> & { readonly close: () => void };

/** Calls to a portal over a few connections that are kept, by the sign-in that any of the user's programs left behind. */
export function portalCalls(portal: Portal, reach: Reach): PortalCalls {
  const endpoint = serviceUrl('portal.sso', portal);
  let connected: Promise<PlainSender> | undefined;
  let signedIn: Promise<string> | undefined;
  const token = async (refused?: string) =>
    (await currentSignIn(portal, reach, refused === undefined ? {} : { refused })).accessToken;
  const connect = () => openPlainly(endpoint, portal.caBundle, reach, sockets);

  async function page<T>(
    operation: string,
    path: string,
    query: Readonly<Record<string, string>>,
    itemsIn: (answer: Readonly<Record<string, unknown>>) => readonly T[] | undefined,
  ): Promise<PortalAnswer<T>> {
    signedIn ??= token();
    connected ??= connect();
    const [accessToken, { send }] = await Promise.all([signedIn, connected]);
    const url = `${endpoint}${path}?${new URLSearchParams({ max_result: pageSize, ...query })}`;
    const headers = { 'x-amz-sso_bearer_token': accessToken };
    let retryAfter: number | undefined;
    try {
      return await callAws({ operation, endpoint, reach, isOneTry: true }, async () => {
        const answered = await send({ url, method: 'GET', headers });
        retryAfter = answered.retryAfter;
        const answer = recordIn(answered.text);
        const items = answered.status === 200 && answer !== undefined ? itemsIn(answer) : undefined;
        if (items === undefined) {
          throw refusal(operation, endpoint, answered.status, answered.status === 200 ? undefined : answer);
        }
        const next = answer?.nextToken;
        return { tag: 'page', items, ...(typeof next === 'string' && next !== '' && { next }) };
      });
    } catch (error) {
      return failed(error, retryAfter);
    }
  }

  return {
    listAccounts: (next) =>
      page('sso:ListAccounts', '/assignment/accounts', next === undefined ? {} : { next_token: next }, accountsIn),
    listRoles: (id, next) =>
      page(
        'sso:ListAccountRoles',
        '/assignment/roles',
        { account_id: id, ...(next !== undefined && { next_token: next }) },
        rolesIn,
      ),
    renew: async () => {
      const refused = await signedIn;
      signedIn = token(refused);
      await signedIn;
    },
    now: Date.now,
    wait: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
    close: () => {
      connected?.then(({ close }) => close()).catch(() => undefined);
    },
  };
}

/** A call that brought no page. @throws what is not about the call: a Problem, a bug */
function failed(error: unknown, retryAfter: number | undefined): PortalAnswer<never> {
  if (!(error instanceof AwsFailure)) throw error;
  const { kind, code, status = 0 } = error;
  if (status === 429) return { tag: 'throttled', error, ...(retryAfter !== undefined && { retryAfter }) };
  // The page of a proxy is no refusal of the portal.
  const isRefused = kind === 'refused';
  if (isRefused && status === 401) return { tag: 'unauthorized' };
  if (isRefused && (status === 403 || status === 404)) return { tag: 'refused', error };
  const isBroken = kind === 'time-out' || (kind === 'unreachable' && code === 'ECONNRESET');
  return { tag: 'failed', error, isPassing: isBroken || status >= 500 };
}

/** The accounts of a page; undefined where it is none. */
function accountsIn({ accountList }: Readonly<Record<string, unknown>>): readonly ListedAccount[] | undefined {
  if (!Array.isArray(accountList)) return undefined;
  const accounts = accountList.map((each: unknown): ListedAccount | undefined => {
    const { accountId: id, accountName: name, emailAddress: email } = Object(each) as Record<string, unknown>;
    if (!isText(id) || !isAccountId(id)) return undefined;
    return { id, ...(isText(name) && { name }), ...(isText(email) && { email }) };
  });
  return accounts.every((account) => account !== undefined) ? accounts : undefined;
}

/** The names of a page of roles; undefined where it is none. */
function rolesIn({ roleList }: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  if (!Array.isArray(roleList)) return undefined;
  const names = roleList.map((each: unknown) => (Object(each) as Record<string, unknown>).roleName);
  return names.every(isText) ? names : undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
