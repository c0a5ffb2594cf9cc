import type { Context } from '../../../context.ts';
import { plain } from '../../../domain/display/sanitize.ts';
import { isUnread } from '../../../domain/portals/discovery/due.ts';
import type { Discovery } from '../../../domain/portals/discovery/ports.ts';
import { readTypedName } from '../../../domain/portals/found/names.ts';
import { type Portal, portalsIn, signInId } from '../../../domain/portals/portal.ts';
import { isSignedOut } from '../../../domain/portals/sign-in.ts';
import type { RoleSummary } from '../../../domain/profiles/profile.ts';
import { newRolesText, progressText, stoppedText } from '../../../output/discovery.ts';
import { Cancelled, unlessProblemLater } from '../../../problem.ts';
import type { ReadingNews } from '../../../ui/core/ports.ts';

/** Accounts that are only passed by are not read: so long the focus has to rest. Milliseconds. */
const restBeforeRead = 300;

/**
 * Building a list of thousands of roles takes a while, and drawing it: so little of the time that of twenty keys one may wait
 * for it.
 */
const share = 0.02;

/** The longest wait for that. Milliseconds. */
const longestPause = 1_000;

type Used = Pick<Context, 'profiles' | 'portals' | 'settings'>;

/** Portals that are read while the list is open. */
export type PortalReading = {
  /** From the first frame on. @returns what takes the role that the person looks at */
  readonly start: (news: ReadingNews) => (role: RoleSummary | undefined) => void;
  /**
   * Opens a role, and makes no calls meanwhile: what was found before is saved first. Goes on where the list stays: no role is
   * being opened any more, and this one was refused or given up.
   */
  readonly whileOpening: <T>(open: () => Promise<T>, givenUp: AbortSignal) => Promise<T>;
  /** For good. */
  readonly stop: () => Promise<void>;
};

/**
 * Reads the portals that the person is signed in to: what is new of them, and what the person looks at. Nobody is asked to sign
 * in.
 */
export function createReading(context: Used): PortalReading {
  let news: ReadingNews | undefined;
  let focus: RoleSummary | undefined;
  let resting: NodeJS.Timeout | undefined;
  /** Ends what is being read; undefined while nothing is. */
  let over: AbortController | undefined;
  let openings = 0;
  let started: Promise<readonly Running[]> = Promise.resolve([]);
  let running: readonly Running[] = [];
  const lines = new Map<string, string>();
  let newText = '';
  let told = '';
  const tell = () => {
    const text = [...lines.values(), newText].filter(Boolean).join(' · ');
    if (text !== told) news?.status(text);
    told = text;
  };
  const say = (portal: Portal, line: string) => {
    lines.set(signInId(portal), line);
    tell();
  };
  const list = inTurn(async () => {
    // Files that cannot be read are told of where something needs them.
    const roles = await unlessProblemLater(context.profiles.roles());
    if (roles !== undefined) {
      newText = newRolesText(roles);
      news?.roles(roles);
    }
    // Rows and header are one frame.
    tell();
  });
  const read = async (portal: Portal, signal: AbortSignal): Promise<Running> => {
    const discovery = await context.portals.discover(portal, {
      mode: 'refresh',
      first: await accountsFirst(context, portal),
      stays: true,
      signal,
      onChange: (inventory, progress) => {
        context.profiles.found(inventory);
        lines.set(signInId(portal), progressText(signInId(portal), inventory, progress));
        list();
      },
    });
    const ended = discovery.ended.then(async (end) => {
      // Nobody is told of each portal of their files that they have never used.
      const isKnown = end.inventory.accounts.length > 0 || end.how !== 'sign-in';
      const isAll = (await unlessProblemLater(context.profiles.roles()))?.length === 0;
      if (isKnown || isAll) say(portal, stoppedText(portal, end));
    });
    return { portal, discovery, ended };
  };
  const look = () => {
    for (const { portal, discovery } of running) {
      discovery.focus(focus?.source === signInId(portal) ? focus.accountId : undefined);
    }
  };
  const begin = async (signal: AbortSignal) => {
    const profiles = await context.profiles.load();
    news?.unread(profiles.found.unread);
    running = await Promise.all(portalsIn(profiles).map((portal) => read(portal, signal)));
    look();
    return running;
  };
  const pause = async (): Promise<void> => {
    over?.abort();
    over = undefined;
    await Promise.all((await started.catch(() => [])).map(({ ended }) => ended));
  };
  const goOn = () => {
    if (news === undefined || over !== undefined || openings > 0) return;
    over = new AbortController();
    started = begin(over.signal);
    // A file that cannot be read is told of by whatever needs it.
    void unlessProblemLater(started);
  };
  const whileOpening = async <T>(open: () => Promise<T>, givenUp: AbortSignal): Promise<T> => {
    openings += 1;
    let isOpen = false;
    try {
      await pause();
      const opened = await open();
      isOpen = true;
      return opened;
    } finally {
      openings -= 1;
      if (!isOpen || givenUp.aborted) goOn();
    }
  };
  return {
    start: (listener) => {
      news = listener;
      // What came while nobody looked.
      void unlessProblemLater(context.profiles.roles()).then((roles = []) => {
        newText = newRolesText(roles);
        tell();
      });
      goOn();
      return (role) => {
        if (role === focus) return;
        focus = role;
        clearTimeout(resting);
        resting = setTimeout(look, restBeforeRead);
      };
    },
    whileOpening,
    stop: () => {
      news = undefined;
      clearTimeout(resting);
      return pause();
    },
  };
}

/**
 * Reads what is due of the portals that the person is signed in to, where a list cannot grow while it is shown.
 * @param tell says which portals are read, and what of them could not be
 * @throws Cancelled at Ctrl+C: what was found by then is kept
 */
export async function readBefore(
  context: Used & Pick<Context, 'aws' | 'clock' | 'terminal'>,
  tell: (line: string) => void,
): Promise<void> {
  const { clock, portals, profiles, terminal } = context;
  const now = clock.now();
  const { statesOf } = await import('../../portals/shared/choose.ts');
  const unread = (await statesOf(portalsIn(await profiles.load()), context))
    .filter(({ portal, state }) => !isSignedOut(state) && isUnread(portals.inventories.read(portal), now))
    .map(({ portal }) => portal);
  if (unread.length === 0) return;
  tell(
    `Reading the accounts and roles of ${unread.map((portal) => plain(signInId(portal))).join(', ')}. Ctrl+C stops.`,
  );
  const interrupted = terminal.interrupted();
  const read = async (portal: Portal): Promise<void> => {
    const enough = new AbortController();
    const { ended } = await portals.discover(portal, {
      mode: 'refresh',
      first: await accountsFirst(context, portal),
      signal: AbortSignal.any([interrupted.signal, enough.signal]),
      // Nobody waits for the roles of accounts that are old, and known.
      onChange: (inventory) => void (isUnread(inventory, now) || enough.abort()),
    });
    const end = await ended;
    profiles.found(end.inventory);
    const stopped = stoppedText(portal, end);
    if (stopped !== '') tell(`${stopped}.`);
  };
  await Promise.all(unread.map(read)).finally(interrupted.end);
  if (interrupted.signal.aborted) throw new Cancelled();
}

type Running = { readonly portal: Portal; readonly discovery: Discovery; readonly ended: Promise<void> };

/** The accounts of favourites and of what was used last. */
async function accountsFirst({ settings }: Used, portal: Portal): Promise<readonly string[]> {
  const { favourites, recents } = await settings.load();
  return [...recents, ...favourites].flatMap((name) => {
    const named = readTypedName(name);
    return named?.portal === signInId(portal) ? named.accountId : [];
  });
}

/** Runs the work one at a time, once more where it was wanted meanwhile, with pauses in proportion to what it takes. */
function inTurn(work: () => Promise<void>): () => void {
  let isBusy = false;
  let isWanted = false;
  const run = async (): Promise<void> => {
    isBusy = true;
    while (isWanted) {
      isWanted = false;
      const begun = performance.now();
      await work();
      const took = performance.now() - begun;
      // Nobody waits for this when the list is left.
      await new Promise((resolve) => setTimeout(resolve, Math.min(longestPause, took / share - took)).unref());
    }
    isBusy = false;
  };
  return () => {
    isWanted = true;
    if (!isBusy) void run();
  };
}
