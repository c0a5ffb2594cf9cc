import { Problem, type ProblemText } from '../problem.ts';
import { own } from './own.ts';
import type { Environment } from './shells/environment.ts';

/** Reached directly, as the SDKs do. */
const loopback = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The proxy for calls to an endpoint. As the AWS CLI reads the environment (Python's `urllib.request`): a variable in lower case
 * counts before the one in upper case, also where it is empty; a proxy without a scheme is one of http; `NO_PROXY` names hosts,
 * and with each all that is below it.
 * @returns its URL; undefined where there is none
 * @throws Problem where calls cannot go through it: the runtime would go past it, straight to AWS
 */
export function proxyFor(endpoint: string, env: Environment): string | undefined {
  const named = namedProxy(endpoint, env);
  if (named === undefined) return undefined;
  const problem = proxyProblem(named, endpoint);
  if (problem !== undefined) throw new Problem(problem);
  return withScheme(named.proxy);
}

/** A proxy as the environment names it, and the variable that does. */
export type NamedProxy = { readonly variable: string; readonly proxy: string };

/** What the environment names for calls to an endpoint; undefined where they go without a proxy. */
export function namedProxy(endpoint: string, env: Environment): NamedProxy | undefined {
  const { protocol, hostname, port } = new URL(endpoint);
  const variable = given(protocol === 'https:' ? 'https_proxy' : 'http_proxy', env);
  const proxy = own(env, variable) ?? '';
  if (proxy === '' || loopback.includes(hostname)) return undefined;
  const without = (own(env, given('no_proxy', env)) ?? '').split(',').map((name) => name.trim().replace(/^\*?\./, ''));
  const names = [hostname, `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`];
  const isBelow = (part: string) => names.some((name) => name === part || name.endsWith(`.${part}`));
  if (without.some((part) => part === '*' || (part !== '' && isBelow(part.toLowerCase())))) return undefined;
  return { variable, proxy };
}

/** A proxy as a URL: one without a scheme is one of http; the runtime knows schemes in lower case only. */
export const withScheme = (proxy: string): string =>
  /^[a-z0-9+.-]+:\/\//i.test(proxy) ? proxy.replace(/^[^:]+/, (scheme) => scheme.toLowerCase()) : `http://${proxy}`;

/** Why calls to an endpoint cannot go through a proxy, without its name and password; undefined where they can. */
export function proxyProblem({ variable, proxy }: NamedProxy, endpoint: string): ProblemText | undefined {
  const url = URL.parse(withScheme(proxy));
  if (url === null || url.hostname === '') {
    return {
      code: 'proxy-unreadable',
      title: `${variable} is not the address of a proxy.`,
      todo: ['Write it as http://HOST:PORT.'],
    };
  }
  if (/^https?:$/.test(url.protocol)) return undefined;
  const { hostname } = new URL(endpoint);
  const directly = hostname.endsWith('.amazonaws.com') ? 'amazonaws.com' : `amazonaws.com,${hostname}`;
  return {
    code: 'proxy-scheme',
    title: `${variable} names a ${url.protocol.slice(0, -1)} proxy: like the AWS CLI, rolecall supports only HTTP proxies.`,
    means: 'Nothing was sent: it would have bypassed the proxy.',
    todo: [
      'Write it as http://HOST:PORT, if your network also has an HTTP proxy.',
      `Or, if AWS can be reached directly: NO_PROXY=${directly}`,
    ],
  };
}

/** The name of a variable as the environment has it: in lower case where there is one. */
const given = (name: string, env: Environment): string => (own(env, name) === undefined ? name.toUpperCase() : name);
