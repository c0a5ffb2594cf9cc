import type { TestContext } from 'node:test';
import { addPortal, type PortalOptions } from '../../../source/sandbox/identity-center/build.ts';
import { type Sandbox, startSandbox } from '../../../source/sandbox/server.ts';
import { createWorld } from '../../../source/sandbox/state/build.ts';

/** What came back. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: JSON of a service, looked at by assertions
  readonly body: any;
}

export const START_URL = 'https://corp.awsapps.com/start';

/** A sandbox whose world is one empty portal in eu-west-1. Its clock stands still unless advanced, or given. */
export async function makePortal(context: TestContext, options: Partial<PortalOptions> = {}, now = () => BEGIN) {
  const world = createWorld();
  const portal = addPortal(world, { startUrl: START_URL, region: 'eu-west-1', ...options });
  const aws = await startSandbox({ world, now });
  context.after(() => aws.close());
  return { aws, world, portal };
}

const BEGIN = Date.UTC(2026, 10, 27, 9);

/** One request, and its answer in JSON. */
export async function ask(base: string, path: string, init: RequestInit = {}): Promise<Reply> {
  const answer = await fetch(`${base}${path}`, init);
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.startsWith('application/json') && text !== '';
  return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
}

/** A POST of the sign-in service. */
export const post = (base: string, path: string, fields: object): Promise<Reply> =>
  ask(base, path, { method: 'POST', body: JSON.stringify(fields) });

/** How somebody signs in. */
export interface SignInOptions {
  readonly startUrl?: string;
  readonly person?: string;
  /** `[]` for a client that may not refresh. */
  readonly scopes?: readonly string[];
}

/** Someone who is signed in at a sandbox. */
export type SignedIn = Awaited<ReturnType<typeof signIn>>;

/** Registers a client and signs in by device code; the person approves at once. */
export async function signIn(aws: Pick<Sandbox, 'url'>, options: SignInOptions = {}) {
  const { startUrl = START_URL, person, scopes = ['sso:account:access'] } = options;
  const registered = await post(aws.url, '/client/register', { clientName: 'test', clientType: 'public', scopes });
  const { clientId, clientSecret } = registered.body;
  const client = { clientId, clientSecret };
  const started = await post(aws.url, '/device_authorization', { ...client, startUrl });
  const who = person === undefined ? '' : `&person=${encodeURIComponent(person)}`;
  await ask(started.body.verificationUriComplete, who);
  const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
  const { body } = await post(aws.url, '/token', { ...client, grantType, deviceCode: started.body.deviceCode });
  return { ...portalCalls(aws.url, body.accessToken), token: body, client };
}

/** The portal's calls with a token. */
export function portalCalls(base: string, accessToken: string) {
  const headers = { 'x-amz-sso_bearer_token': accessToken };
  const get = (path: string, query: Readonly<Record<string, string>> = {}) =>
    ask(base, `${path}?${new URLSearchParams(query)}`, { headers });
  return {
    accounts: (query?: Readonly<Record<string, string>>) => get('/assignment/accounts', query),
    roles: (account_id: string, query?: Readonly<Record<string, string>>) =>
      get('/assignment/roles', { account_id, ...query }),
    credentials: (account_id: string, role_name: string) => get('/federation/credentials', { account_id, role_name }),
    logout: () => ask(base, '/logout', { method: 'POST', headers }),
  };
}

/** Refreshes a sign-in. */
export const refresh = (aws: Pick<Sandbox, 'url'>, { client }: Pick<SignedIn, 'client'>, refreshToken: string) =>
  post(aws.url, '/token', { ...client, grantType: 'refresh_token', refreshToken });
