import type { TestContext } from 'node:test';
import { portalCalls } from '../../source/adapters/aws/identity-center/portal.ts';
import { createInventories } from '../../source/adapters/cache/inventories.ts';
import { startDiscovery } from '../../source/domain/portals/discovery/discover.ts';
import type { DiscoveryOptions, DiscoveryPorts } from '../../source/domain/portals/discovery/ports.ts';
import { emptyInventory } from '../../source/domain/portals/inventory/update.ts';
import type { PortalOptions } from '../../source/sandbox/identity-center/build.ts';
import { makePortal, START_URL } from '../sandbox/identity-center/client.ts';
import { makeHome } from './home.ts';
import { portalAt, signInAt, writeSignIn } from './identity-center.ts';

/** A virtual answer takes so long. Milliseconds. */
const latency = 60;

/**
 * Mary at a portal of the sandbox, signed in. Calls go over real connections; time is the sandbox's, and passes only while
 * no call is on its way.
 */
export async function discoveryWorld(context: TestContext, options: Partial<PortalOptions> = {}) {
  const { aws, portal: assigned } = await makePortal(context, options);
  const home = await makeHome(context, { config: '' });
  const portal = portalAt(aws.url, { portalEndpoint: aws.url });
  await writeSignIn(home.directory, portal, await signInAt(portal));
  const store = createInventories(`${home.directory}/cache`);
  const timers: { readonly at: number; readonly ring: () => void }[] = [];
  let calling = 0;
  const wait = (ms: number, signal?: AbortSignal) =>
    new Promise<void>((resolve) => {
      const timer = { at: aws.clock.now() + ms, ring: resolve };
      timers.push(timer);
      signal?.addEventListener('abort', () => {
        const at = timers.indexOf(timer);
        if (at >= 0) timers.splice(at, 1);
        resolve();
      });
    });
  const late = async <T>(call: () => Promise<T>): Promise<T> => {
    await wait(latency);
    calling++;
    return call().finally(() => calling--);
  };
  /** Lets time pass until the work is done. */
  const until = async <T>(work: Promise<T>): Promise<T> => {
    let isDone = false;
    const settled = () => {
      isDone = true;
    };
    work.then(settled, settled);
    while (!isDone) {
      await new Promise((resolve) => setImmediate(resolve));
      if (calling > 0 || isDone) continue;
      const next = timers.sort((one, other) => one.at - other.at).shift();
      if (next === undefined) continue;
      aws.clock.advance(Math.max(0, next.at - aws.clock.now()));
      next.ring();
    }
    return work;
  };
  /** A discovery from what the store has, to its end; with what it took of the portal. */
  const discover = async (over: Partial<DiscoveryOptions> = {}) => {
    const { close, ...calls } = portalCalls(portal, { env: { HOME: home.directory } });
    const ports: DiscoveryPorts = {
      ...calls,
      listAccounts: (next) => late(() => calls.listAccounts(next)),
      listRoles: (id, next) => late(() => calls.listRoles(id, next)),
      now: aws.clock.now,
      wait,
      save: store.write,
    };
    aws.portal(START_URL).reset();
    const before = aws.clock.now();
    const known = store.read(portal) ?? emptyInventory(portal);
    const run = startDiscovery(known, ports, { mode: 'whole', signal: new AbortController().signal, ...over });
    const end = await until(run.ended);
    close();
    const { sent, refused, highestRate } = aws.portal(START_URL).counts();
    return { ...end, took: aws.clock.now() - before, sent, refused, highestRate };
  };
  return { aws, assigned, home, portal, store, discover };
}
