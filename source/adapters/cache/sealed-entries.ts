import type { CacheKey } from '../../domain/sessions/cache/keys.ts';
import type { SessionStoreKind } from '../../domain/settings/settings.ts';
import type { Seal } from './seal.ts';

/** What stands between the cache and its files: entries with credentials are sealed, left out, or as they are. */
export type EntryGuard = {
  /** What is to be written for a value; undefined where it must not be written. */
  readonly guard: (key: CacheKey, name: string, value: unknown) => Promise<unknown>;
  /** The value of what was written; undefined where it cannot or must not be had. */
  readonly reveal: (key: CacheKey, name: string, written: unknown) => Promise<unknown>;
};

/** Written instead of a value. The expiry stays readable, for those who sweep. */
type Sealed = { readonly sealed: string; readonly credentials: { readonly expiresAt: unknown } };

/**
 * @param kind the person's choice
 * @param loadSeal the keychain's seal, asked for when the first entry with credentials is met
 */
export function createGuard(kind: SessionStoreKind, loadSeal: () => Promise<Seal | undefined>): EntryGuard {
  const usesKeychain = kind === 'auto' || kind === 'keychain';
  return {
    guard: async (key, name, value) => {
      if (!isSecret(key, value) || kind === 'file') return value;
      const seal = usesKeychain ? await loadSeal() : undefined;
      if (seal === undefined) return kind === 'auto' ? value : undefined;
      const expiresAt = (value as Sealed).credentials.expiresAt;
      return { sealed: seal.seal(JSON.stringify(value), name), credentials: { expiresAt } } satisfies Sealed;
    },
    reveal: async (key, name, written) => {
      if (!isSecret(key, written)) return written;
      if (!isSealed(written)) return kind === 'auto' || kind === 'file' ? written : undefined;
      const text = usesKeychain ? (await loadSeal())?.open(written.sealed, name) : undefined;
      return text === undefined ? undefined : (JSON.parse(text) as unknown);
    },
  };
}

/** That an identity is denied GetSessionToken, or who it is, is no secret. */
function isSecret({ kind }: CacheKey, value: unknown): boolean {
  return (
    (kind === 'session' || kind === 'mfa') && typeof value === 'object' && value !== null && 'credentials' in value
  );
}

function isSealed(written: unknown): written is Sealed {
  return typeof (written as Sealed).sealed === 'string';
}
