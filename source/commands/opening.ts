import type { Context } from '../context.ts';
import type { AskCode } from '../mfa/ask.ts';
import { openSession } from '../sessions/open.ts';
import type { CacheUse, SwitchRequest } from '../sessions/request.ts';
import { planRequest } from '../sessions/resolve.ts';
import type { Progress, Session } from '../sessions/session.ts';

/** What is opened, and how. */
export type Opening = { readonly request: SwitchRequest; readonly use: CacheUse };

type Hooks = { readonly ask: AskCode; readonly progress: (event: Progress) => void };

/** Opens the session of a request. @throws Problem, Cancelled, PersonNeeded from the asker */
export async function openRequest(context: Context, { request, use }: Opening, hooks: Hooks): Promise<Session> {
  const plan = planRequest(await context.profiles(), request);
  return openSession(plan, use, await context.sessionPorts(hooks));
}
