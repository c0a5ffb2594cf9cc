import type { CacheKey } from './keys.ts';
import type { SessionPorts } from './ports.ts';
import type { CacheUse } from './request.ts';
import type { StoredSession } from './store.ts';

/** A remembered session while more than `minRemaining` is left of it. No network. */
export async function readStored(
  key: CacheKey,
  use: CacheUse,
  { store, now }: Pick<SessionPorts, 'store' | 'now'>,
): Promise<StoredSession | undefined> {
  const found = await store.read<StoredSession>(key);
  if (found === undefined) return undefined;
  return found.credentials.expiresAt - now() > use.minRemaining * 1000 ? found : undefined;
}
