import { holdSecrets } from '../adapters/runtime/libc.ts';
import type { SessionKeeping } from '../domain/machine/view.ts';
import type { AskTurn } from '../domain/mfa/ask-program.ts';
import { once } from '../domain/once.ts';
import { type OutsideIdentity, outsideIdentity } from '../domain/sessions/cache/keys.ts';
import type { SessionStore } from '../domain/sessions/cache/store.ts';
import type { SettingsFound } from '../domain/settings/settings.ts';
import type { Environment } from '../domain/shells/environment.ts';
import type { Outside } from '../domain/shells/outside.ts';
import type { AccessKeys } from './access-keys.ts';

/** The cached sessions of this person. */
export type SessionCache = {
  readonly store: () => Promise<SessionStore>;
  /** Who the person is by their own environment, outside any role: cached sessions are keyed by it. */
  readonly outside: OutsideIdentity;
  /** How sessions are stored; looks for the keychain where the settings ask for one. */
  readonly keeping: () => Promise<SessionKeeping>;
  /** The system's code where a session could not be written in this run: the next one asks AWS, and for a code, again. */
  readonly unwritten: () => string | undefined;
  /** Why the first session that was written in plain was not sealed, where that was in this run. */
  readonly unsealed: () => string | undefined;
  /** Writes the AWS configuration of a live role into the cache. @returns its path */
  readonly writeLiveConfig: (name: string, text: string, flag: '--live' | '--serve') => Promise<string>;
  /** Waits for the turn to ask for a code of a device by `mfaAsk`. @throws AbortError when `until` is aborted */
  readonly turnToAsk: (serial: string, until: AbortSignal) => Promise<AskTurn>;
  /** Makes sure that a command's file with keys can be written. @returns its path, where nothing is yet @throws Problem */
  readonly prepareCommandFile: () => Promise<string>;
};

type Options = {
  readonly env: Environment;
  readonly outside: Outside;
  /** Directory of the cache. */
  readonly cache: string;
  readonly accessKeys: Pick<AccessKeys, 'known'>;
  readonly settings: () => Promise<SettingsFound>;
};

/** The cache in that directory, encrypted by the keychain's key where the settings say so and there is one. */
export function createSessionCache({ env, outside, cache, settings, accessKeys }: Options): SessionCache {
  let refused: string | undefined;
  let unsealed: string | undefined;
  const keychain = once(async () => (await import('../adapters/keychain/keychain.ts')).openKeychain(env, cache));
  // The demo leaves nothing in anybody's keychain.
  const storeKind = async () => (env.ROLECALL_DEMO === undefined ? (await settings()).settings.sessionStore : 'file');
  return {
    outside: outsideIdentity(outside.environment, accessKeys.known),
    store: once(async () => {
      holdSecrets();
      const [{ createGuard, createSessionFiles }, kind] = await Promise.all([
        import('../adapters/cache/sessions.ts'),
        storeKind(),
      ]);
      return createSessionFiles(
        cache,
        Date.now,
        createGuard(
          kind,
          async () => (await keychain()).seal,
          async (form) => {
            const found = await keychain();
            const { noteForm } = await import('../adapters/cache/unsealed.ts');
            if ((await noteForm(cache, form)) && 'why' in found) unsealed = found.why;
          },
        ),
        (code) => {
          refused = code;
        },
      );
    }),
    unwritten: () => refused,
    unsealed: () => unsealed,
    keeping: async () => {
      const kind = await storeKind();
      const found = kind === 'auto' || kind === 'keychain' ? await keychain() : undefined;
      const inDoubt = env.ROLECALL_DEMO === undefined && (await settings()).faults.length > 0;
      const noKeychain = found !== undefined && 'why' in found ? found.why : undefined;
      const { countPlain } = await import('../adapters/cache/unsealed.ts');
      return { kind, cache, inDoubt, noKeychain, plain: await countPlain(cache, Date.now()) };
    },
    writeLiveConfig: async (name, text, flag) =>
      (await import('../adapters/cache/live-config.ts')).keepLiveConfig(cache, name, text, flag),
    turnToAsk: async (serial, until) =>
      (await import('../adapters/cache/ask-turn.ts')).takeAskTurn(cache, serial, until),
    prepareCommandFile: async () => (await import('../adapters/cache/command-files.ts')).prepareCommandFile(cache),
  };
}
