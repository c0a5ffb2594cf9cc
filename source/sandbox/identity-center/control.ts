import type { Portal, PortalSettings } from '../state/portals.ts';
import { type Assignment, addPortal, assign, type PortalOptions, type Withdrawal, withdraw } from './build.ts';
import type { IdentityCenter } from './operation.ts';
import type { PortalCounts } from './throttle.ts';

/** What an administrator, or a test, does with one portal. */
export interface PortalControls {
  /** Changes settings, at once: `{ throttle: null }` takes a limit away. */
  set(settings: Partial<PortalSettings>): void;
  /** Assigns roles in accounts to a person. */
  assign(person: string, ...assignments: readonly Assignment[]): void;
  /** Takes an account, or a role in it, from a person or from all. */
  withdraw(withdrawal: Withdrawal): void;
  /** Ends the session of a person, or of all: 401 for access tokens, invalid_grant for refresh tokens. */
  revoke(person?: string): void;
  /** What was asked of the portal since the start, or since the last reset. */
  counts(): PortalCounts;
  /** Sets the counts back, and fills the bucket of the throttle. */
  reset(): void;
}

/** Controls of Identity Center as a whole. */
export interface IdentityCenterControls {
  /** Adds a portal; from the first one on, other start URLs are unknown. */
  addPortal(options: PortalOptions): void;
  /** The controls of the portal with a start URL. Throws for one that is not there. */
  portal(startUrl: string): PortalControls;
  /** How long registrations last from now on, in seconds. */
  setRegistration(seconds: number): void;
}

export function identityCenterControls({
  backend,
  directory,
  tokens,
  traffic,
}: IdentityCenter): IdentityCenterControls {
  const controlsOf = (portal: Portal): PortalControls => ({
    set: (settings) => void Object.assign(portal.settings, settings),
    assign: (person, ...assignments) => assign(portal, person, ...assignments),
    withdraw: (withdrawal) => withdraw(portal, withdrawal),
    revoke: (person) => tokens.sessions.revoke(portal, person),
    counts: () => traffic.counts(portal),
    reset: () => traffic.reset(portal),
  });
  return {
    addPortal: (options) => void addPortal(backend.world, options),
    portal(startUrl) {
      const found = directory.find(startUrl, undefined);
      if (found === undefined) throw new Error(`There is no portal ${startUrl}.`);
      return controlsOf(found);
    },
    setRegistration: (seconds) => {
      tokens.clients.registration.seconds = seconds;
    },
  };
}
