import type { Context } from '../../../context.ts';
import type { SwitchRequest } from '../../../domain/sessions/plan/request.ts';
import type { Session } from '../../../domain/sessions/session.ts';
import { recentsWith } from '../../../domain/settings/settings.ts';
import { enterAnswer } from '../../../domain/shells/in-place.ts';
import { depthOf, shellHandOver } from '../../../domain/shells/subshell.ts';
import { done, type Outcome } from '../../../outcome.ts';
import { banner } from '../../../output/banner.ts';
import { goLive } from './live.ts';
import { roleInShell } from './role-in-shell.ts';

/** A session that is open, and what it was asked for with. */
export type Entering = {
  readonly session: Session;
  readonly request: SwitchRequest;
  /** Without keys in the environment. */
  readonly live?: boolean;
};

/** Into the role: the shell that asked is told (in place), else a shell of the person's own kind is opened. */
export async function enter(context: Context, { session, request, live = false }: Entering): Promise<Outcome> {
  const store = await context.store();
  const [requestId] = await Promise.all([store.saveRequest(request), rememberRecent(context, session.profile)]);
  const previous =
    requestId === context.env.ROLECALL_SESSION ? context.env.ROLECALL_PREVIOUS : context.env.ROLECALL_SESSION;
  const plainRole = { ...(await roleInShell(context, session)), requestId, previous };
  const role = live ? await goLive(context, plainRole) : plainRole;
  context.writeError(banner(role, { colors: context.colors('error'), now: context.now(), ...howToReturn(context) }));
  if (context.inPlace !== undefined) {
    context.writeOut(enterAnswer(role, context.env));
    return done;
  }
  const [shell, installation] = await Promise.all([context.shell(), context.installation()]);
  if (installation.integration === undefined && shell.kind !== 'other') {
    context.writeError(
      `rolecall: the prompt does not show the role: its files have no place, ${context.paths.cache} cannot be written or is not yours alone.\n`,
    );
  }
  return { tag: 'handed-over', handOver: shellHandOver(shell, role, context.env, installation) };
}

function howToReturn({ inPlace, env }: Context): { readonly back: string; readonly depth: number } {
  if (inPlace === 'shell') return { back: 'rolecall off returns.', depth: 0 };
  return { back: 'exit returns.', depth: inPlace === undefined ? depthOf(env) : 0 };
}

/** Already at the head of the list, nothing is written. */
async function rememberRecent(context: Context, profile: string): Promise<void> {
  const { recents } = await context.settings();
  if (recents[0] === profile) return;
  // Which roles were used last is a convenience: a home that cannot be written must not cost the role.
  await context
    .changeSettings((before) => ({ ...before, recents: recentsWith(before, profile) }))
    .catch(() => undefined);
}
