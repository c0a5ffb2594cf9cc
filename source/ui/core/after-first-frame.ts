import { indexRoles, type SearchIndex, search } from '../../domain/profiles/looks/search.ts';
import { ranked } from '../picker/list.ts';
import type { UiPorts } from './ports.ts';
import type { Store } from './store.ts';

/** How often cached sessions are looked at again: one that another terminal opened appears. */
const expiriesEvery = 5_000;

/** Everything that can wait for the first frame, and what happens again and again. */
export function afterFirstFrame(painted: Promise<void>, ports: UiPorts, store: Store): { stop: () => void } {
  const timers: NodeJS.Timeout[] = [];
  let stopped = false;
  const expiries = (): void => {
    ports.expiries().then(
      (found) => stopped || store.dispatch({ type: 'expired', expiries: found }),
      () => undefined,
    );
  };
  void painted.then(() => {
    if (stopped) return;
    const index = indexRoles(ports.roles);
    store.dispatch({ type: 'painted', index });
    rehearse(index, ports, () => stopped);
    expiries();
    ports.warmUp();
    timers.push(setInterval(() => store.dispatch({ type: 'ticked', now: ports.now() }), 1_000));
    timers.push(setInterval(expiries, expiriesEvery));
  });
  return {
    stop: () => {
      stopped = true;
      for (const timer of timers) clearInterval(timer);
    },
  };
}

/** Roles that a rehearsal looks through at a time: a key that is pressed meanwhile does not wait for it. */
const rehearsed = 500;

/**
 * The first searches take ten times as long as those after them, until the runtime has compiled what they run. So a few are made
 * for nobody, while the person is still looking.
 */
function rehearse(index: SearchIndex, { roles, preferences }: UiPorts, isOver: () => boolean): void {
  const few = { entries: index.entries.slice(0, rehearsed) };
  const queries =
    roles.length < rehearsed ? [] : ['a', 'ad', 'dev 1', 'e', 'in p'].flatMap((query) => Array(5).fill(query));
  const next = (): void => {
    const query: string | undefined = queries.pop();
    if (query === undefined || isOver()) return;
    ranked(roles, search(few, query), preferences, false);
    setImmediate(next);
  };
  setImmediate(next);
}
