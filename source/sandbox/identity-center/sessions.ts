import type { Portal } from '../state/portals.ts';

/** A person's session in the portal, which the tokens of all their clients end with. Times in milliseconds since 1970. */
export interface PortalSession {
  readonly portal: Portal;
  readonly person: string;
  readonly endsAt: number;
  /** The last sign-in within it. */
  signedInAt: number;
  isOver: boolean;
}

/** Who is signed in where. */
export type PortalSessions = ReturnType<typeof createPortalSessions>;

export function createPortalSessions(now: () => number) {
  const running = new Map<Portal, Map<string, PortalSession>>();
  const isOpen = (session: PortalSession) => !session.isOver && session.endsAt > now();

  return {
    isOpen,
    /** A sign-in. It keeps the end of a running session. */
    enter(portal: Portal, person: string): PortalSession {
      const persons = running.get(portal) ?? new Map<string, PortalSession>();
      running.set(portal, persons);
      const signedInAt = now();
      const found = persons.get(person);
      if (found && isOpen(found)) return Object.assign(found, { signedInAt });
      const endsAt = signedInAt + portal.settings.sessionSeconds * 1000;
      const session = { portal, person, endsAt, signedInAt, isOver: false };
      persons.set(person, session);
      return session;
    },
    /** Ends the session of a person, or of all, as an administrator does. */
    revoke(portal: Portal, person?: string): void {
      for (const session of running.get(portal)?.values() ?? []) {
        if (person === undefined || person === session.person) session.isOver = true;
      }
    },
  };
}
