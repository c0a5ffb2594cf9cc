import type { Context } from '../../../context.ts';
import type { Profiles, RoleSummary } from '../../../domain/profiles/profile.ts';
import { type CacheKey, callerKey, mfaKey, sessionKey } from '../../../domain/sessions/cache/keys.ts';
import { mfaSessionMargin } from '../../../domain/sessions/cache/margins.ts';
import type {
  SessionStore,
  StoredCaller,
  StoredMfaSession,
  StoredSession,
} from '../../../domain/sessions/cache/store.ts';
import { planRequest, type SwitchPlan } from '../../../domain/sessions/plan/plan.ts';
import type { SwitchRequest } from '../../../domain/sessions/plan/request.ts';
import { whoOf } from '../../../output/banner.ts';
import { unlessProblem } from '../../../problem.ts';
import type { UiPorts } from '../../../ui/core/ports.ts';

/** So many roles are looked up in the cache before a key that was pressed meanwhile is handled. */
const rolesAtATime = 50;

type Keys = { readonly session: CacheKey; readonly mfa: CacheKey | undefined };

/** What the cache knows of the roles on the list. It asks nobody. */
export function cachedKnowledge(
  { sessions, profiles, clock }: Pick<Context, 'sessions' | 'profiles' | 'clock'>,
  roles: readonly RoleSummary[],
  requestFor: (profile: string) => SwitchRequest,
): Pick<UiPorts, 'expiries' | 'codeless' | 'identity'> {
  const planOf = (read: Profiles, name: string): SwitchPlan | undefined =>
    unlessProblem(() => planRequest(read, requestFor(name)));
  const identities = new Map<string, string | undefined>();
  const known = new Map<string, Keys | undefined>();
  const keysOf = (read: Profiles, name: string): Keys | undefined => {
    if (known.has(name)) return known.get(name);
    const plan = planOf(read, name);
    const keys = plan && { session: sessionKey(plan, sessions.outside), mfa: mfaKeyOf(plan) };
    known.set(name, keys);
    return keys;
  };
  /** When an entry of each role ends. */
  const ends = async (
    of: (keys: Keys) => CacheKey | undefined,
    endOf: (store: SessionStore, key: CacheKey) => Promise<number | undefined>,
  ): Promise<ReadonlyMap<string, number>> => {
    const store = await sessions.store();
    const isPresent = await store.present();
    const found = new Map<string, number>();
    if (isPresent === undefined) return found;
    const read = await profiles.load();
    for (const [at, { name }] of roles.entries()) {
      if (at % rolesAtATime === 0) await clock.wait(0);
      const keys = keysOf(read, name);
      const key = keys && of(keys);
      const end = key !== undefined && isPresent(key) ? await endOf(store, key) : undefined;
      if (end !== undefined) found.set(name, end);
    }
    return found;
  };
  return {
    expiries: () =>
      ends(
        ({ session }) => session,
        async (store, key) => (await store.read<StoredSession>(key))?.credentials.expiresAt,
      ),
    codeless: () =>
      ends(
        ({ mfa }) => mfa,
        async (store, key) => {
          const stored = await store.read<StoredMfaSession>(key);
          return stored && 'credentials' in stored ? stored.credentials.expiresAt - mfaSessionMargin * 1000 : undefined;
        },
      ),
    identity: async (role) => {
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

/** The key of the MFA session that serves the role; undefined where a code would go with the role itself. */
function mfaKeyOf(plan: SwitchPlan): CacheKey | undefined {
  const { source, mfa } = plan.chain;
  if (plan.mfaRoute !== 'mfa-session' || source.kind !== 'keys' || mfa === undefined) return undefined;
  return mfaKey(plan, source.accessKeyId, mfa.serial);
}
