import { indexRoles } from '../domain/profiles/looks/search.ts';
import { App } from './core/app.tsx';
import { type AppStore, appStore } from './core/app-store.ts';
import { createEffects } from './core/effects.ts';
import { sizeOf } from './core/layout.ts';
import type { ReadingNews, UiPorts, UiResult, UiStart, UiTerminal } from './core/ports.ts';
import { begin } from './core/reducer.ts';
import { footerKeys } from './core/screen.ts';
import { focused, initial, type State } from './core/state.ts';
import { type FirstFrame, given } from './first-frame.ts';
import { runOnLines } from './on-lines.ts';
import { pickerKeys } from './screens/picker/keys.ts';
import { pickerLines } from './screens/picker/picture.ts';
import { filtered, listBegun } from './screens/picker/relist.ts';
import { showOn } from './terminal.tsx';
import { paint } from './theme/paint.ts';
import { themeFor } from './theme/theme.ts';

// The UI's only entry: the rest of the program loads it when it draws something.
export { runProfileForm } from './forms/profile.ts';
export { runRoleForm } from './forms/role.ts';

/**
 * Draws the UI until the person has chosen or left, then puts the terminal back as it was. All other work waits for the first
 * frame. @param drawn the list, where it is on the screen already. @throws an error that is neither a `Problem` nor `Cancelled`, the terminal put back
 */
export async function runUi(
  start: UiStart,
  terminal: UiTerminal,
  ports: UiPorts,
  drawn?: FirstFrame,
): Promise<UiResult> {
  if (terminal.lines !== undefined && start.at === 'picker') {
    const first = given(start, { ...terminal, screenReader: false }, ports);
    return runOnLines(terminal.lines, listBegun(initial(first), start), ports);
  }
  const { promise: ended, resolve, reject } = Promise.withResolvers<UiResult>();
  const effects = createEffects(ports, resolve, reject);
  const store = appStore(drawn?.begun ?? begin(initial(given(start, terminal, ports)), start), effects.run);
  const size = sizeOf(terminal.output);
  if (drawn && (size.columns !== drawn.size.columns || size.rows !== drawn.size.rows)) {
    terminal.output.write('\u001b[2J\u001b[H');
    store.dispatch({ type: 'resized', size });
  }
  let timers: { stop: () => void } | undefined;
  try {
    return await showOn(
      terminal,
      (theme) => <App store={store} theme={theme} />,
      {
        ended,
        leave: () => resolve({ tag: 'cancelled' }),
        resized: (size) => store.dispatch({ type: 'resized', size }),
        painted: (first) => {
          timers = afterFirstFrame(first, ports, store, reject);
        },
      },
      drawn?.screen,
    );
  } finally {
    effects.stop();
    timers?.stop();
  }
}

/** A key that is pressed at once does not wait for the loading of what only a switch needs. Milliseconds. */
const beforeWarmUp = 400;

/** How often cached sessions are read again: one that another terminal opened appears. Milliseconds. */
const expiriesEvery = 5_000;

/** Does all that can wait for the first frame, and starts the timers. */
function afterFirstFrame(
  painted: Promise<void>,
  ports: UiPorts,
  store: AppStore,
  fail: (error: unknown) => void,
): { stop: () => void } {
  const timers: NodeJS.Timeout[] = [];
  let stopped = false;
  let look: ReturnType<NonNullable<UiPorts['read']>> | undefined;
  const unsubscribe = store.subscribe(() => look?.(focused(store.get())));
  const expiries = (): void => {
    ports.cached().then(
      (cached) => stopped || store.dispatch({ type: 'expired', ...cached }),
      () => undefined,
    );
  };
  const begin = (): void => {
    if (stopped) return;
    ports.started();
    const index = indexRoles(store.get().roles);
    store.dispatch({ type: 'painted', index });
    look = ports.read?.(newsFor(store, () => stopped));
    rehearse(store.get(), () => stopped);
    expiries();
    timers.push(setTimeout(ports.warmUp, beforeWarmUp));
    timers.push(setInterval(() => store.dispatch({ type: 'ticked', now: ports.now() }), 1_000));
    timers.push(setInterval(expiries, expiriesEvery));
  };
  void painted.then(begin).catch(fail);
  return {
    stop: () => {
      stopped = true;
      unsubscribe();
      for (const timer of timers) clearInterval(timer);
    },
  };
}

/** Roles that are found while the list is open. Their index is made while nobody types. */
function newsFor(store: AppStore, isOver: () => boolean): ReadingNews {
  return {
    roles: (roles) => {
      if (isOver()) return;
      store.dispatch({ type: 'found', roles });
      setTimeout(() => {
        const { roles: now, index } = store.get();
        if (now === roles && index === undefined && !isOver())
          store.dispatch({ type: 'painted', index: indexRoles(roles) });
      });
    },
    unread: (portals) => {
      if (!isOver()) store.dispatch({ type: 'unread', portals });
    },
    status: (text) => {
      if (!isOver()) store.dispatch({ type: 'reading', text });
    },
  };
}

/** Roles of a rehearsal: few, so that a key pressed meanwhile does not wait. */
const rehearsed = 500;

/**
 * Texts that are searched in a rehearsal. An index remembers what it found, so that each has to be another one. Twice as many
 * make no key quicker, and take 10 MB.
 */
const rehearsal = Array.from('etaoi').flatMap((letter) => [letter, `${letter}e`, `${letter}ev 1`, `${letter}n pr`]);

/**
 * Searches and draws for nobody while the person is still looking: until the runtime has compiled their code, both take ten
 * times as long as later.
 */
function rehearse(state: State, isOver: () => boolean): void {
  if (state.roles.length < rehearsed || state.screen.tag !== 'picker') return;
  const roles = state.roles.slice(0, rehearsed);
  const scratch = { ...state, roles, index: indexRoles(roles), found: [] };
  const theme = themeFor(24);
  const queries = [...rehearsal];
  const next = (): void => {
    const query = queries.pop();
    if (query === undefined || isOver()) return;
    const found = filtered(scratch, query);
    for (const line of pickerLines(found, footerKeys(pickerKeys, found), theme)) paint(line);
    setImmediate(next);
  };
  setImmediate(next);
}
