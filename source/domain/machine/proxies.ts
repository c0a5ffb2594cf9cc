import type { MachineFinding } from '../profiles/findings/finding.ts';
import { proxyProblem, withScheme } from '../proxy.ts';
import type { Environment } from '../shells/environment.ts';
import { unsetLine } from '../shells/unset.ts';
import type { MachineCheck } from './view.ts';

/** A proxy that the environment names. The name and password for it are never shown. */
type Proxy = { readonly variable: string; readonly host: string; readonly port: number };

/** Variables that name no proxy, or one that calls cannot go through. */
export const proxyVariableFindings: MachineCheck = async ({ env, offline }) => (offline ? [] : proxiesIn(env).odd);

/** Proxies that do not answer. */
export const proxyFindings: MachineCheck = async ({ env, machine, offline, shell }) => {
  if (offline) return [];
  const found = await Promise.all(
    proxiesIn(env).proxies.map(async (proxy) => {
      const why = await machine.whyUnreachable(proxy.host, proxy.port);
      return why === undefined ? [] : [unreachable(proxy, why, unsetLine(await shell(), [proxy.variable]))];
    }),
  );
  return found.flat();
};

const variables = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'];

/** The proxies of an environment, and a finding for each variable that cannot be read. */
function proxiesIn(env: Environment): {
  readonly proxies: readonly Proxy[];
  readonly odd: readonly MachineFinding[];
} {
  const proxies: Proxy[] = [];
  const odd: MachineFinding[] = [];
  for (const variable of variables) {
    const value = env[variable];
    if (!value) continue;
    const url = URL.parse(withScheme(value));
    const problem = proxyProblem(value, variable);
    // Other programs go by ALL_PROXY, and may know more kinds.
    if (problem !== undefined && (problem.code === 'proxy-unreadable' || !/^all_proxy$/i.test(variable))) {
      const { code, title, todo = [] } = problem;
      odd.push({ severity: 'error', code, where: variable, what: title, remedy: todo.join(' ') });
    } else if (url !== null && !proxies.some(({ host, port }) => host === url.hostname && port === portOf(url))) {
      proxies.push({ variable, host: url.hostname.replace(/^\[|\]$/g, ''), port: portOf(url) });
    }
  }
  return { proxies, odd };
}

const portOf = ({ port, protocol }: URL): number => Number(port) || (protocol === 'https:' ? 443 : 80);

/** @param unset the line that takes the variable out */
function unreachable({ variable, host, port }: Proxy, why: string, unset: string): MachineFinding {
  return {
    severity: 'error',
    code: 'proxy-unreachable',
    where: variable,
    what: `The proxy ${host}:${port} cannot be reached: ${why}.`,
    remedy: `Start it, or take the variable out: ${unset}`,
  };
}
