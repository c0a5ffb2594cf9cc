import type { MachineFinding } from '../profiles/findings/finding.ts';
import { namedProxy, proxyProblem, withScheme } from '../proxy.ts';
import type { Environment } from '../shells/environment.ts';
import { unsetLine } from '../shells/unset.ts';
import { stsEndpoints } from './clock.ts';
import type { MachineCheck } from './view.ts';

/** A proxy that the environment names. The name and password for it are never shown. */
type Proxy = { readonly variable: string; readonly host: string; readonly port: number };

/** Variables that name no proxy, or one that calls cannot go through. */
export const proxyVariableFindings: MachineCheck = async ({ env, offline, profiles }) => {
  if (offline) return [];
  const endpoints = stsEndpoints(profiles);
  const found = new Map<string, MachineFinding>();
  for (const endpoint of endpoints.length > 0 ? endpoints : [anyEndpoint]) {
    const named = namedProxy(endpoint, env);
    const problem = named && proxyProblem(named, endpoint);
    if (named === undefined || problem === undefined) continue;
    const { code, title, todo = [] } = problem;
    found.set(named.variable, { severity: 'error', code, where: named.variable, what: title, remedy: todo.join(' ') });
  }
  return [...found.values()];
};

/** Of AWS, where no profile has one. */
const anyEndpoint = 'https://sts.amazonaws.com';

/** Proxies that do not answer. */
export const proxyFindings: MachineCheck = async ({ env, machine, offline, shell }) => {
  if (offline) return [];
  const found = await Promise.all(
    proxiesIn(env).map(async (proxy) => {
      const why = await machine.whyUnreachable(proxy.host, proxy.port);
      return why === undefined ? [] : [unreachable(proxy, why, unsetLine(await shell(), [proxy.variable]))];
    }),
  );
  return found.flat();
};

const variables = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'];

/** The proxies of an environment that a connection could go through, for us or for other programs. */
function proxiesIn(env: Environment): readonly Proxy[] {
  const proxies: Proxy[] = [];
  for (const variable of variables) {
    const url = URL.parse(withScheme(env[variable] || ' '));
    // Other programs go by ALL_PROXY, and may know more kinds.
    if (url === null || url.hostname === '' || !(/^https?:$/.test(url.protocol) || /^all_proxy$/i.test(variable)))
      continue;
    if (proxies.some(({ host, port }) => host === url.hostname && port === portOf(url))) continue;
    proxies.push({ variable, host: url.hostname.replace(/^\[|\]$/g, ''), port: portOf(url) });
  }
  return proxies;
}

const portOf = ({ port, protocol }: URL): number => Number(port) || (protocol === 'https:' ? 443 : 80);

/** @param unset the line that takes the variable out */
function unreachable({ variable, host, port }: Proxy, why: string, unset: string): MachineFinding {
  return {
    severity: 'error',
    code: 'proxy-unreachable',
    where: variable,
    what: `The proxy ${host}:${port} cannot be reached: ${why}.`,
    remedy: `Start it, or remove the variable: ${unset}`,
  };
}
