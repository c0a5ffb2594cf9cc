import type { Session } from './caller.ts';
import { newAccessKeyId, newSecret, newSessionToken } from './ids.ts';

/** The temporary credentials handed out so far. A token means nothing by itself: it is looked up here. */
export interface Sessions {
  /** Makes credentials for an identity. */
  issue(session: Omit<Session, 'accessKeyId' | 'secret' | 'token'>): Session;
  /** By access key ID; expired ones included. */
  find(accessKeyId: string): Session | undefined;
}

export function createSessions(): Sessions {
  const byKey = new Map<string, Session>();
  return {
    issue(details) {
      const accessKeyId = newAccessKeyId('ASIA', details.identity.account);
      const session = { ...details, accessKeyId, secret: newSecret(), token: newSessionToken() };
      byKey.set(accessKeyId, session);
      return session;
    },
    find: (accessKeyId) => byKey.get(accessKeyId),
  };
}
