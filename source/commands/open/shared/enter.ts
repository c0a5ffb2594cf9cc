import type { Context } from '../../../context.ts';
import type { SavedRequest } from '../../../domain/sessions/cache/store.ts';
import { leadsTo } from '../../../domain/sessions/plan/leads-to.ts';
import type { SwitchRequest } from '../../../domain/sessions/plan/request.ts';
import type { Session } from '../../../domain/sessions/session.ts';
import { recentsWith } from '../../../domain/settings/settings.ts';
import { enterAnswer } from '../../../domain/shells/answer.ts';
import { currentRole } from '../../../domain/shells/current.ts';
import { depthOf, shellHandOver } from '../../../domain/shells/hand-over.ts';
import type { ServedAt } from '../../../domain/shells/served.ts';
import { done, type Outcome } from '../../../outcome.ts';
import { banner } from '../../../output/banner.ts';
import { liveRole, roleInShell } from './role-in-shell.ts';

/** An open session and its request. */
export type Entering = {
  readonly session: Session;
  readonly request: SwitchRequest;
  /** Of the request where it is stored already, and repeated. */
  readonly requestId?: string | undefined;
  /** Without keys in the environment. */
  readonly live: boolean;
  /** Serves them instead; it is closed when the shell that is opened ends. */
  readonly server: (ServedAt & { readonly close?: () => void }) | undefined;
};

/** Enters a role: the shell that called in place is told what changes, else a subshell is opened. */
export async function enter(context: Context, entering: Entering): Promise<Outcome> {
  const { session, request, live, server } = entering;
  const { env, inPlace, output } = context;
  await context.files.clearLeftovers();
  const store = await context.sessions.store();
  const saved = { request, leadsTo: leadsTo(session), live };
  const requestId = entering.requestId ?? (await store.saveRequest(saved));
  const current = currentRole(env);
  const here = current?.requestId === undefined ? undefined : await store.savedRequest(current.requestId);
  // The same with or without --live is no role before this one.
  const isHere = requestId === current?.requestId || (here !== undefined && isSameRole(here, saved));
  const previous = isHere ? current?.previous : current?.requestId;
  const withKeys = { ...(await roleInShell(context, session, request)), requestId, previous };
  const entered = live || server !== undefined ? await liveRole(context, withKeys, server) : withKeys;
  await rememberRecent(context, session.profile, requestId);
  // In the demo nothing is AWS itself, and everybody knows.
  const { elsewhere: _, ...demoSession } = entered.session;
  const left = server === undefined ? current?.server : undefined;
  const role = env.ROLECALL_DEMO === undefined ? entered : { ...entered, session: demoSession };
  output.writeError(
    banner(role, {
      canvas: output.canvas('error'),
      now: context.clock.now(),
      columns: output.messageColumns(),
      ...howToReturn(context),
      left: left && { profile: current?.profile ?? '', server: left },
    }),
  );
  if (inPlace !== undefined) {
    output.write(enterAnswer(role, env));
    return done;
  }
  const [shell, installation] = await Promise.all([context.shell.current(), context.shell.installation()]);
  if (installation.integration === undefined && shell.kind !== 'other') {
    output.writeError(
      `rolecall: the prompt does not show the role: ${context.files.own.cache}, where its files go, cannot be written or is not yours alone.\n`,
    );
  }
  return { tag: 'handed-over', handOver: shellHandOver(shell, role, env, installation), whenEnded: server?.close };
}

const isSameRole = (one: SavedRequest, other: SavedRequest): boolean =>
  JSON.stringify([one.request, one.leadsTo]) === JSON.stringify([other.request, other.leadsTo]);

function howToReturn({ inPlace, env }: Context): { readonly back: string; readonly depth: number } {
  if (inPlace === 'shell') return { back: 'rolecall off returns.', depth: 0 };
  return { back: 'exit returns.', depth: inPlace === undefined ? depthOf(env) : 0 };
}

/** Puts a profile at the head of the recent ones, and its request in the place of the last. A HOME that cannot be written must not cost the role. */
async function rememberRecent({ settings }: Context, profile: string, requestId: string): Promise<void> {
  const { recents, lastRequest } = await settings.load();
  if (recents[0] === profile && lastRequest === requestId) return;
  await settings
    .change((before) => ({ ...before, recents: recentsWith(before, profile), lastRequest: requestId }))
    .catch(() => undefined);
}
