import type { KeyFileClosed } from '../../access-keys/problems.ts';
import type { AskCode } from '../../mfa/ask.ts';
import type { MfaDevice } from '../../mfa/code.ts';
import type { Chain } from '../../profiles/profile.ts';
import type { Needed } from '../../sign-in/needed.ts';
import type { OutsideIdentity } from '../cache/keys.ts';
import type { SessionStore } from '../cache/store.ts';
import type { Credentials, Progress } from '../session.ts';
import type { Sts, StsEndpoint } from '../sts.ts';

/** What AWS, the files and the system are asked for a session, without the person. */
export type SessionCalls = {
  readonly sts: Sts;
  /** The credentials that a chain starts from. @throws Problem where the source gives none */
  readonly sourceCredentials: (chain: Chain) => Promise<Credentials>;
  /** iam:ListMFADevices of the caller. @throws AwsFailure */
  readonly listDevices: (caller: Credentials, at: StsEndpoint) => Promise<readonly MfaDevice[]>;
  /** The name of the session where AWS does not say who the caller is. */
  readonly osUser: string;
};

/** The outside world, as far as opening a session needs it. */
export type SessionPorts = SessionCalls & {
  readonly store: SessionStore;
  readonly ask: AskCode;
  /**
   * Lets the person sign in, to Identity Center or to the console; absent where nobody may be asked.
   * @throws Cancelled when the person gives up, Problem when the sign-in fails
   */
  readonly signIn?: (needed: Needed) => Promise<void>;
  /**
   * Lets the person open the file of keys; absent where nobody may be asked.
   * @throws Cancelled when the person gives up
   */
  readonly unlock?: (closed: KeyFileClosed) => Promise<void>;
  readonly progress: (event: Progress) => void;
  /** Aborted when the person gives the opening up: no code is asked for any more, and none is sent. */
  readonly givenUp?: AbortSignal;
  readonly now: () => number;
  /** Waits between two looks for a session that another process opens while a code is asked for; absent: nobody looks. */
  readonly pause?: () => Promise<void>;
  readonly outside: OutsideIdentity;
  /** How long an MFA session lasts, in seconds (setting `mfaSessionDuration`). */
  readonly mfaSessionSeconds: number;
};
