import type { Environment } from '../shells/environment.ts';
import type { MachineFinding } from './finding.ts';

/** A proxy that the environment names. Who one is to it stays out of everything that is shown. */
export type Proxy = { readonly variable: string; readonly host: string; readonly port: number };

const variables = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'];

/** The proxies of an environment, and the variables that name none that can be understood. */
export function proxiesIn(env: Environment): {
  readonly proxies: readonly Proxy[];
  readonly odd: readonly MachineFinding[];
} {
  const proxies: Proxy[] = [];
  const odd: MachineFinding[] = [];
  for (const variable of variables) {
    const value = env[variable];
    if (!value) continue;
    const url = URL.parse(/^[a-z0-9+.-]+:\/\//i.test(value) ? value : `http://${value}`);
    if (url === null || url.hostname === '') {
      const what = 'It names no proxy that can be understood.';
      odd.push({
        severity: 'error',
        code: 'proxy-unreadable',
        where: variable,
        what,
        remedy: 'Write it as http://HOST:PORT.',
      });
    } else if (!proxies.some(({ host, port }) => host === url.hostname && port === portOf(url))) {
      proxies.push({ variable, host: url.hostname.replace(/^\[|\]$/g, ''), port: portOf(url) });
    }
  }
  return { proxies, odd };
}

const portOf = ({ port, protocol }: URL): number => Number(port) || (protocol === 'https:' ? 443 : 80);

/** A proxy that does not answer. */
export function proxyUnreachable({ variable, host, port }: Proxy, why: string): MachineFinding {
  return {
    severity: 'error',
    code: 'proxy-unreachable',
    where: variable,
    what: `The proxy ${host}:${port} cannot be reached: ${why}.`,
    remedy: `Start it, or take the variable out: unset ${variable}`,
  };
}
