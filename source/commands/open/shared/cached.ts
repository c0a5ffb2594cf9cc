import type { Context } from '../../../context.ts';
import type { Profiles, RoleSummary } from '../../../domain/profiles/profile.ts';
import { type CacheKey, callerKey, sessionKey } from '../../../domain/sessions/cache/keys.ts';
import type { SessionStore, StoredCaller, StoredSession } from '../../../domain/sessions/cache/store.ts';
import { planRequest, type SwitchPlan } from '../../../domain/sessions/plan/plan.ts';
import type { SwitchRequest } from '../../../domain/sessions/plan/request.ts';
import { whoOf } from '../../../output/banner.ts';
import { Problem } from '../../../problem.ts';

/** What the cache knows of the roles on a list; it never asks anyone. */
export type Cached = {
  readonly expiries: () => Promise<ReadonlyMap<string, number>>;
  readonly identity: (role: RoleSummary | undefined) => Promise<string | undefined>;
};

/** So many roles are looked up before a key that was pressed meanwhile has its turn. */
const atATime = 50;

/** @param requestFor the request that choosing a profile stands for: flags make other sessions */
export function cachedKnowledge(
  context: Context,
  store: SessionStore,
  roles: readonly RoleSummary[],
  requestFor: (profile: string) => SwitchRequest,
): Cached {
  const { outside } = context;
  const planOf = (profiles: Profiles, name: string): SwitchPlan | undefined => {
    try {
      return planRequest(profiles, requestFor(name));
    } catch (error) {
      if (error instanceof Problem) return undefined;
      throw error;
    }
  };
  const identities = new Map<string, string | undefined>();
  const keys = new Map<string, CacheKey | undefined>();
  const keyOf = (profiles: Profiles, name: string): CacheKey | undefined => {
    if (keys.has(name)) return keys.get(name);
    const plan = planOf(profiles, name);
    const key = plan && sessionKey(plan, outside);
    keys.set(name, key);
    return key;
  };
  return {
    expiries: async () => {
      const isPresent = await store.present();
      const found = new Map<string, number>();
      if (isPresent === undefined) return found;
      const profiles = await context.profiles();
      for (const [at, { name }] of roles.entries()) {
        if (at % atATime === 0) await context.wait(0);
        const key = keyOf(profiles, name);
        if (key === undefined || !isPresent(key)) continue;
        const stored = await store.read<StoredSession>(key);
        if (stored !== undefined) found.set(name, stored.credentials.expiresAt);
      }
      return found;
    },
    identity: async (role) => {
      const source = role?.source ?? '';
      if (role === undefined || identities.has(source)) return identities.get(source);
      const plan = planOf(await context.profiles(), role.name);
      const caller = plan && store.peek<StoredCaller>(callerKey(plan, outside));
      const text = caller && whoOf(caller.arn).replace(/ \((\d+)\)$/, ' · $1');
      identities.set(source, text);
      return text;
    },
  };
}
