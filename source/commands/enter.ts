import type { Context } from '../context.ts';
import { done, type Outcome } from '../outcome.ts';
import { banner } from '../output/banner.ts';
import type { SwitchRequest } from '../sessions/request.ts';
import type { Session } from '../sessions/session.ts';
import { recentsWith } from '../settings/settings.ts';
import { answer } from '../shell/answer.ts';
import { enterRole } from '../shell/environment.ts';
import { depthOf, shellHandOver } from '../shell/subshell.ts';
import { roleInShell } from './role-in-shell.ts';

/** Into the role: the shell that asked is told (in place), else a shell of the person's own kind is opened. */
export async function enter(context: Context, session: Session, request: SwitchRequest): Promise<Outcome> {
  const store = await context.store();
  const [requestId] = await Promise.all([store.keepRequest(request), rememberRecent(context, session.profile)]);
  const role = { ...(await roleInShell(context, session)), requestId };
  context.writeError(banner(role, { colors: context.colors('error'), now: context.now(), ...howToReturn(context) }));
  if (context.inPlace !== undefined) {
    context.writeOut(answer(enterRole(role, context.env)));
    return done;
  }
  const [shell, installation] = await Promise.all([context.shell(), context.installation()]);
  const { prompt } = await context.settings();
  const before = prompt ? context.env : { ...context.env, ROLECALL_PROMPT: 'off' };
  return { tag: 'handed-over', handOver: shellHandOver(shell, role, before, installation) };
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
