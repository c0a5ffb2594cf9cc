import type { Context } from '../../../context.ts';
import type { SignInNeeded } from '../../../domain/portals/sign-in.ts';
import type { CacheUse, SwitchRequest } from '../../../domain/sessions/plan/request.ts';
import { Problem } from '../../../problem.ts';
import type { SignInOffer, UiPorts, UiResult, UiStart } from '../../../ui/core/ports.ts';
import { describeChain } from '../../explain/shared/describe.ts';
import { cachedKnowledge } from './cached.ts';
import { openRequest } from './opening.ts';

/** A sign-in as the UI offers it. */
function offerOf(context: Context, { portal }: SignInNeeded): SignInOffer {
  return {
    startUrl: portal.startUrl,
    begin: async (shown, signal) => {
      const { signInByDevice } = await import('../../../domain/portals/device-flow.ts');
      await signInByDevice(portal, await context.signInPorts(portal), shown, signal);
    },
  };
}

/**
 * Runs the UI on the person's terminal.
 * @param requestFor the request that choosing a profile stands for
 * @returns undefined where nobody sits at a terminal
 */
export async function runPicker(
  context: Context,
  start: UiStart,
  use: CacheUse,
  requestFor: (profile: string) => SwitchRequest,
): Promise<UiResult | undefined> {
  const terminal = await context.openTerminal();
  if (terminal === undefined) return undefined;
  try {
    // The UI's layout engine is made meanwhile.
    const [{ runUi }, roles, settings, store] = await Promise.all([
      context.ui(),
      context.roles(),
      context.settings(),
      context.store(),
    ]);
    const ports: UiPorts = {
      ...cachedKnowledge(context, store, roles, requestFor),
      roles,
      preferences: settings,
      now: context.now,
      explain: async (profile) => {
        try {
          return { steps: describeChain(await context.profiles(), requestFor(profile)) };
        } catch (error) {
          if (error instanceof Problem) return { problem: error.text };
          throw error;
        }
      },
      open: (profile, hooks) =>
        openRequest(
          context,
          { request: requestFor(profile), use },
          { ...hooks, signIn: (needed) => hooks.signIn(offerOf(context, needed)), onScreen: true },
        ),
      warmUp: context.warmUp,
      savePreferences: async (change) => {
        await context.changeSettings((before) => ({ ...before, ...change(before) }));
      },
      rememberDevice: async (found) => (await import('./remember-device.ts')).rememberDevice(context, found),
      codeHint: context.codeHint,
    };
    return await runUi(start, terminal, ports);
  } finally {
    terminal.close();
  }
}
