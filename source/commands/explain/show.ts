import type { Context } from '../../context.ts';
import { findProfile } from '../../domain/profiles/find.ts';
import { roleColor } from '../../domain/profiles/looks/color.ts';
import { summaryOf } from '../../domain/profiles/resolve/summary.ts';
import { callerKey, mfaKeyOf, sessionKey } from '../../domain/sessions/cache/keys.ts';
import type { StoredCaller, StoredMfaSession, StoredSession } from '../../domain/sessions/cache/store.ts';
import { chainFacts } from '../../domain/sessions/explain/chain.ts';
import { planRequest, type SwitchPlan } from '../../domain/sessions/plan/plan.ts';
import { defaultCacheUse, plainRequest } from '../../domain/sessions/plan/request.ts';
import { currentRole } from '../../domain/shells/current.ts';
import { done, type Outcome } from '../../outcome.ts';
import type { Canvas } from '../../output/paint.ts';
import { showJson, showText } from '../../output/show-text.ts';
import { answerColumns } from '../../ports/output.ts';
import { requireProfile } from '../profiles/shared/draft.ts';
import type { Arguments } from '../registry/command.ts';

/** A profile explained: whose credentials, which code and why, which roles, what serves, what will be called. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const name = args.positionals[0] || currentRole(context.env)?.profile || requireProfile(args, 'show');
  return showProfile(name, context, { json: args.flag('json') });
}

/** Explains that profile on stdout. @throws Problem where it cannot be resolved */
async function showProfile(name: string, context: Context, { json } = { json: false }): Promise<Outcome> {
  if (!json) {
    const { output } = context;
    output.write(await explainedText(name, context, output.canvas('out'), answerColumns(output)));
    return done;
  }
  context.output.write(showJson((await factsOf(name, context)).facts));
  return done;
}

/** The same as a text. @throws Problem where it cannot be resolved */
export async function explainedText(
  name: string,
  context: Explaining,
  canvas: Canvas,
  columns?: number,
): Promise<string> {
  const { facts, profiles, colors, now } = await factsOf(name, context);
  const profile = findProfile(profiles, name);
  const summary = profile && summaryOf(profile, profiles);
  const color = roleColor(colors, summary ?? { name });
  const isFound = profile !== undefined && profiles.get(profile.name) === undefined;
  return showText(facts, { canvas, now, color, displayName: summary?.displayName ?? name, isFound, columns });
}

type Explaining = Pick<Context, 'profiles' | 'settings' | 'clock' | 'sessions'>;

async function factsOf(name: string, context: Explaining) {
  const [profiles, settings] = await Promise.all([context.profiles.load(), context.settings.load()]);
  const plan = planRequest(profiles, plainRequest(name));
  const now = context.clock.now();
  const facts = chainFacts(plan, profiles, await cachedFacts(plan, context), {
    now,
    minRemaining: defaultCacheUse.minRemaining,
    mfaSessionSeconds: settings.mfaSessionDuration,
  });
  return { facts, profiles, colors: settings.colors, now };
}

async function cachedFacts(plan: SwitchPlan, { sessions }: Pick<Context, 'sessions'>) {
  const cache = await sessions.store();
  const { outside } = sessions;
  const deviceKey = mfaKeyOf(plan, sessions.outside);
  const [session, mfaSession, caller] = await Promise.all([
    cache.read<StoredSession>(sessionKey(plan, outside)),
    deviceKey && cache.read<StoredMfaSession>(deviceKey),
    cache.read<StoredCaller>(callerKey(plan, outside)),
  ]);
  return { session, mfa: mfaSession, caller };
}
