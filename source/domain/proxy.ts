import { own } from './own.ts';
import type { Environment } from './shells/environment.ts';

/** Reached directly, as the SDKs do. */
const loopback = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The proxy for calls to an endpoint. As the AWS CLI reads the environment (Python's `urllib.request`): a variable in lower case
 * counts before the one in upper case, also where it is empty; a proxy without a scheme is one of http; `NO_PROXY` names hosts,
 * and with each all that is below it.
 * @returns its URL; undefined where there is none
 */
export function proxyFor(endpoint: string, env: Environment): string | undefined {
  const { protocol, hostname, port } = new URL(endpoint);
  const proxy = given(protocol === 'https:' ? 'https_proxy' : 'http_proxy', env);
  if (proxy === '' || loopback.includes(hostname)) return undefined;
  const without = given('no_proxy', env)
    .split(',')
    .map((name) => name.trim().replace(/^\*?\./, ''));
  const names = [hostname, `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`];
  const isBelow = (part: string) => names.some((name) => name === part || name.endsWith(`.${part}`));
  if (without.some((part) => part === '*' || (part !== '' && isBelow(part.toLowerCase())))) return undefined;
  return withScheme(proxy);
}

/** A proxy as a URL: one without a scheme is one of http. */
export const withScheme = (proxy: string): string => (/^[a-z0-9+.-]+:\/\//i.test(proxy) ? proxy : `http://${proxy}`);

const given = (name: string, env: Environment): string => own(env, name) ?? own(env, name.toUpperCase()) ?? '';
