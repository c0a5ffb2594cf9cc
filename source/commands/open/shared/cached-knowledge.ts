import type { Context } from '../../../context.ts';
import type { Profiles } from '../../../domain/profiles/profile.ts';
import { type CacheKey, callerKey, mfaKeyOf, sessionKey } from '../../../domain/sessions/cache/keys.ts';
import { mfaSessionMargin } from '../../../domain/sessions/cache/margins.ts';
import type { StoredCaller, StoredMfaSession, StoredSession } from '../../../domain/sessions/cache/store.ts';
import { planRequest, type SwitchPlan } from '../../../domain/sessions/plan/plan.ts';
import type { SwitchRequest } from '../../../domain/sessions/plan/request.ts';
import { whoOf } from '../../../output/banner.ts';
import { unlessProblem } from '../../../problem.ts';
import type { UiPorts } from '../../../ui/core/ports.ts';

/** So many roles are looked up in the cache before a key that was pressed meanwhile is handled. */
const rolesAtATime = 50;

type Keys = { readonly session: CacheKey; readonly mfa: CacheKey | undefined };

/** What the cache knows of the roles on the list. It asks nobody. `forget` is for files that were read anew. */
export function cachedKnowledge(
  { sessions, profiles, clock }: Pick<Context, 'sessions' | 'profiles' | 'clock'>,
  requestFor: (profile: string) => SwitchRequest,
): Pick<UiPorts, 'cached' | 'identity'> & { readonly forget: () => void } {
  const planOf = (read: Profiles, name: string): SwitchPlan | undefined =>
    unlessProblem(() => planRequest(read, requestFor(name)));
  const identities = new Map<string, string | undefined>();
  const known = new Map<string, Keys | undefined>();
  const keysOf = (read: Profiles, name: string): Keys | undefined => {
    if (known.has(name)) return known.get(name);
    const plan = planOf(read, name);
    const keys = plan && {
      session: sessionKey(plan, sessions.outside),
      mfa: plan.mfaRoute === 'mfa-session' ? mfaKeyOf(plan, sessions.outside) : undefined,
    };
    known.set(name, keys);
    return keys;
  };
  return {
    forget: () => {
      identities.clear();
      known.clear();
    },
    cached: async () => {
      const store = await sessions.store();
      const isPresent = await store.present();
      const [expiries, codeless] = [new Map<string, number>(), new Map<string, number>()];
      if (isPresent === undefined) return { expiries, codeless };
      const read = await profiles.load();
      for (const [at, { name }] of (await profiles.roles()).entries()) {
        if (at % rolesAtATime === 0) await clock.wait(0);
        const { session, mfa } = keysOf(read, name) ?? {};
        const stored = session && isPresent(session) ? await store.read<StoredSession>(session) : undefined;
        if (stored !== undefined) expiries.set(name, stored.credentials.expiresAt);
        const code = mfa && isPresent(mfa) ? await store.read<StoredMfaSession>(mfa) : undefined;
        if (code && 'credentials' in code) codeless.set(name, code.credentials.expiresAt - mfaSessionMargin * 1000);
      }
      return { expiries, codeless };
    },
    identity: async (profile) => {
      const role = (await profiles.roles()).find(({ name }) => name === profile);
      const source = role?.source ?? '';
      if (role === undefined || identities.has(source)) return identities.get(source);
      const plan = planOf(await profiles.load(), role.name);
      const caller = plan && (await sessions.store()).peek<StoredCaller>(callerKey(plan, sessions.outside));
      const text = caller && whoOf(caller.arn).replace(/ \((\d+)\)$/, ' · $1');
      identities.set(source, text);
      return text;
    },
  };
}
