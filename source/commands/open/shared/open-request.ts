import type { Context } from '../../../context.ts';
import type { KeyFileClosed } from '../../../domain/access-keys/problems.ts';
import { placeInChain } from '../../../domain/profiles/resolve/walk.ts';
import { readSession, toSession } from '../../../domain/sessions/cache/cached-session.ts';
import { planRequest, type SwitchPlan } from '../../../domain/sessions/plan/plan.ts';
import { type CacheUse, defaultCacheUse, type SwitchRequest } from '../../../domain/sessions/plan/request.ts';
import type { Progress, Session } from '../../../domain/sessions/session.ts';
import type { Needed } from '../../../domain/sign-in/needed.ts';
import { type Location, Problem } from '../../../problem.ts';
import { type CodeHooks, codeSourceOf } from './code-source.ts';

/** How a person takes part while a session is opened. */
export type Hooks = CodeHooks & {
  readonly progress: (event: Progress) => void;
  /** Offers a sign-in to the person; absent where nobody is to be asked. */
  readonly signIn?: (needed: Needed) => Promise<void>;
  /** Lets the person open the file of keys; absent where nobody is to be asked. */
  readonly unlock?: (closed: KeyFileClosed) => Promise<void>;
};

/** What opens a request, and how its cached session is used. */
type RequestAndUse = { readonly request: SwitchRequest; readonly use: CacheUse };

/** The cached session of a request, where it has one that will do. @throws Problem where the request cannot be planned */
export async function cachedSession(context: Context, { request, use }: RequestAndUse): Promise<Session | undefined> {
  const plan = planRequest(await context.profiles.load(), request);
  return fromCache(context, plan, use);
}

/** Can a session that one rolecall opens be found by another? */
export const keepsSessions = async ({ settings, sessions }: Pick<Context, 'settings' | 'sessions'>): Promise<boolean> =>
  (await settings.load()).sessionStore !== 'none' && sessions.unwritten() === undefined;

async function fromCache(
  { sessions, clock }: Pick<Context, 'sessions' | 'clock'>,
  plan: SwitchPlan,
  use: CacheUse,
): Promise<Session | undefined> {
  if (use.bypass) return undefined;
  const { outside } = sessions;
  const cached = await readSession(plan, use, { store: await sessions.store(), now: clock.now, outside });
  return cached && toSession(plan, cached, true);
}

/** Opens the session of a request, from the cache where it may. @throws Problem, Cancelled, and what a hook throws */
export async function openRequest(context: Context, { request, use }: RequestAndUse, hooks: Hooks): Promise<Session> {
  const profiles = await context.profiles.load();
  const plan = planRequest(profiles, request);
  const cached = await fromCache(context, plan, use);
  if (cached !== undefined) return cached;
  // Loaded at a miss alone: it takes milliseconds.
  const [{ openSession }, { noteOpened, withAssignments }] = await Promise.all([
    import('../../../domain/sessions/open/open.ts'),
    import('./portal-role.ts'),
  ]);
  const { progress, signIn, unlock, signal } = hooks;
  const place = (key: 'mfa_process' | 'credential_process') => placeInChain(profiles, plan.chain, key);
  const codes = await codeSourceOf(
    plan,
    context,
    hooks,
    placed('mfa-process-failed', () => place('mfa_process')),
  );
  const person = {
    ask: codes.ask,
    progress,
    ...(signIn !== undefined && { signIn }),
    ...(unlock !== undefined && { unlock }),
    ...(signal !== undefined && { givenUp: signal }),
  };
  const ports = withAssignments(await context.aws.sessionPorts(person), context);
  const session = await openSession(plan, use, ports)
    .catch(placed('source-process', () => place('credential_process')))
    .finally(codes.end);
  const others = session.cached ? undefined : await noteOpened(context, plan, session, ports);
  const notes = [
    ...session.notes,
    ...remainingNotes(session, use, context.clock.now()),
    ...(others === undefined ? [] : [others]),
  ];
  return { ...session, notes };
}

/** Adds to a problem of that code the line of the file that led to it. */
function placed(code: string, place: () => Location | undefined): (error: unknown) => never {
  return (error) => {
    const at = error instanceof Problem && error.text.code === code ? place() : undefined;
    throw at === undefined ? error : new Problem({ ...(error as Problem).text, at: [at] }, { cause: error });
  };
}

/** More was wanted to be left than a new session lasts; a person says so by `--min-remaining`. */
function remainingNotes({ credentials: { expiresAt } }: Session, { minRemaining }: CacheUse, now: number) {
  const isAsked = Number.isFinite(minRemaining) && minRemaining > defaultCacheUse.minRemaining;
  if (!isAsked || expiresAt === undefined || expiresAt - now > minRemaining * 1000) return [];
  return ['A new session is shorter than --min-remaining, so AWS is asked each time.'];
}
