import type { Context } from '../../../context.ts';
import { deviceOf } from '../../../domain/mfa/code.ts';
import type { SignInNeeded } from '../../../domain/portals/sign-in.ts';
import { keyEdits } from '../../../domain/profiles/edit/file-edits.ts';
import { unknownProfile } from '../../../domain/profiles/names.ts';
import type { Profiles, RoleSummary } from '../../../domain/profiles/profile.ts';
import { type CacheKey, callerKey, sessionKey } from '../../../domain/sessions/cache/keys.ts';
import type { StoredCaller, StoredSession } from '../../../domain/sessions/cache/store.ts';
import { planRequest, type SwitchPlan } from '../../../domain/sessions/plan/plan.ts';
import type { CacheUse, SwitchRequest } from '../../../domain/sessions/plan/request.ts';
import type { FoundDevice } from '../../../domain/sessions/session.ts';
import { copyText, multiplexerOf } from '../../../domain/terminal/clipboard.ts';
import { whoOf } from '../../../output/banner.ts';
import { Problem, unlessProblem } from '../../../problem.ts';
import type { SignInOffer, UiPorts, UiResult, UiStart } from '../../../ui/core/ports.ts';
import { takenBack } from '../../profiles/shared/report.ts';
import { openRequest } from './open-request.ts';

type Opening = {
  readonly use: CacheUse;
  /** The request that choosing a profile stands for: flags are part of it. */
  readonly requestFor: (profile: string) => SwitchRequest;
};

/** Runs the UI on the person's terminal. @returns undefined where nobody sits at one */
export async function runPicker(context: Context, start: UiStart, opening: Opening): Promise<UiResult | undefined> {
  const terminal = await context.terminal.open();
  if (terminal === undefined) return undefined;
  try {
    const [{ runUi }, ports] = await Promise.all([context.terminal.ui(), uiPorts(context, opening)]);
    const copy = (text: string): boolean => {
      const sequence = copyText(text, multiplexerOf(context.env));
      if (sequence !== undefined) terminal.output.write(sequence);
      return sequence !== undefined;
    };
    return await runUi(start, terminal, { ...ports, copy });
  } finally {
    terminal.close();
  }
}

async function uiPorts(context: Context, opening: Opening): Promise<Omit<UiPorts, 'copy'>> {
  const { profiles, settings, clock, aws, shell, demo } = context;
  const [roles, preferences] = await Promise.all([profiles.roles(), settings.load()]);
  return {
    ...cachedKnowledge(context, roles, opening.requestFor),
    roles,
    preferences,
    now: clock.now,
    explain: async (profile) => {
      try {
        return { steps: chainSteps(await profiles.load(), opening.requestFor(profile)) };
      } catch (error) {
        if (error instanceof Problem) return { problem: error.text };
        throw error;
      }
    },
    open: (profile, hooks) =>
      openRequest(
        context,
        { request: opening.requestFor(profile), use: opening.use },
        { ...hooks, signIn: (needed) => hooks.signIn(signInOffer(context, needed)), onScreen: true },
      ),
    warmUp: () => {
      aws.warmUp();
      shell.current().catch(() => undefined);
    },
    savePreferences: async (change) => {
      await settings.change((before) => ({ ...before, ...change(before) }));
    },
    rememberDevice: (found) => rememberDevice(context, found),
    codeHint: demo.codeHint,
  };
}

/** A sign-in as the UI offers it. */
export function signInOffer({ aws }: Context, { portal }: SignInNeeded): SignInOffer {
  return {
    startUrl: portal.startUrl,
    begin: async (shown, signal) => {
      const { signInByDevice } = await import('../../../domain/portals/device-flow.ts');
      await signInByDevice(portal, await aws.signInPorts(portal), shown, signal);
    },
  };
}

/** A chain in the fewest words: who, which device, which roles. @throws Problem where it cannot be resolved */
export function chainSteps(profiles: Profiles, request: SwitchRequest): readonly string[] {
  const { chain, hops, mfaRoute } = planRequest(profiles, request);
  const device = mfaRoute === 'none' || chain.mfa === undefined ? [] : [`MFA ${deviceOf(chain.mfa.serial).label}`];
  return [chain.source.profile, ...device, ...hops.map((hop) => `${hop.accountId}/${hop.roleName}`)];
}

/** Writes a device that was found into its profile. @returns what to tell the person. @throws Problem */
async function rememberDevice({ profiles }: Context, { profile: name, serial }: FoundDevice): Promise<string> {
  const read = await profiles.load();
  const profile = read.get(name);
  if (profile === undefined) throw unknownProfile(read, name);
  const { files, final } = await profiles.edit(keyEdits(profile, read, { mfa_serial: serial }, false));
  const where = files[0] === undefined ? '' : ` of ${files[0]}`;
  return `mfa_serial = ${serial} stands in ${name}${where} now; ${takenBack(final, 'takes it out again')}`;
}

/** So many roles are looked up in the cache before a key that was pressed meanwhile is handled. */
const rolesAtATime = 50;

/** What the cache knows of the roles on the list. It asks nobody. */
function cachedKnowledge(
  { sessions, profiles, clock }: Context,
  roles: readonly RoleSummary[],
  requestFor: Opening['requestFor'],
): Pick<UiPorts, 'expiries' | 'identity'> {
  const planOf = (read: Profiles, name: string): SwitchPlan | undefined =>
    unlessProblem(() => planRequest(read, requestFor(name)));
  const identities = new Map<string, string | undefined>();
  const keys = new Map<string, CacheKey | undefined>();
  const keyOf = (read: Profiles, name: string): CacheKey | undefined => {
    if (keys.has(name)) return keys.get(name);
    const plan = planOf(read, name);
    const key = plan && sessionKey(plan, sessions.outside);
    keys.set(name, key);
    return key;
  };
  return {
    expiries: async () => {
      const store = await sessions.store();
      const isPresent = await store.present();
      const found = new Map<string, number>();
      if (isPresent === undefined) return found;
      const read = await profiles.load();
      for (const [at, { name }] of roles.entries()) {
        if (at % rolesAtATime === 0) await clock.wait(0);
        const key = keyOf(read, name);
        if (key === undefined || !isPresent(key)) continue;
        const stored = await store.read<StoredSession>(key);
        if (stored !== undefined) found.set(name, stored.credentials.expiresAt);
      }
      return found;
    },
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
