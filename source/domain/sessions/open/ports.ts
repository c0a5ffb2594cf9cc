import type { AskCode } from '../../mfa/ask.ts';
import type { MfaDevice } from '../../mfa/code.ts';
import type { SignInNeeded } from '../../portals/sign-in.ts';
import type { Chain } from '../../profiles/profile.ts';
import type { OutsideIdentity } from '../cache/keys.ts';
import type { SessionStore } from '../cache/store.ts';
import type { Credentials, Progress } from '../session.ts';
import type { Sts, StsEndpoint } from '../sts.ts';

/** Everything outside that opening a session needs. */
export type SessionPorts = {
  readonly sts: Sts;
  /** The keys a chain starts from. @throws Problem where there are none to be had. */
  readonly sourceCredentials: (chain: Chain) => Promise<Credentials>;
  /** iam:ListMFADevices of the caller. @throws StsFailure */
  readonly listDevices: (caller: Credentials, at: StsEndpoint) => Promise<readonly MfaDevice[]>;
  readonly store: SessionStore;
  readonly ask: AskCode;
  /**
   * Has the person sign in to Identity Center; absent where nobody is to be asked.
   * @throws Cancelled when they do not want to, Problem when it came to nothing
   */
  readonly signIn?: (needed: SignInNeeded) => Promise<void>;
  readonly progress: (event: Progress) => void;
  readonly now: () => number;
  /** Names the session where AWS does not say who the caller is. */
  readonly osUser: string;
  readonly outside: OutsideIdentity;
  /** How long an MFA session lasts, in seconds (`mfaSessionDuration`, 12 h unless set). */
  readonly mfaSessionSeconds: number;
};
