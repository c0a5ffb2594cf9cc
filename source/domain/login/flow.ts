import type { BrowserPorts, Redemption } from '../sign-in/flow.ts';
import type { LoginClient } from './authorize.ts';
import type { SignInPlace } from './endpoint.ts';
import type { ConsoleSignIn, Renewal } from './file.ts';

/** What AWS gives for a code or a refresh token. */
export type LoginToken = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Epoch milliseconds, by our clock. */
  readonly expiresAt: number;
  readonly refreshToken: string;
  /** With a code alone. */
  readonly idToken?: string;
};

/** AWS's service behind `aws login`: unsigned JSON, with a proof of the key that the sign-in belongs to. */
export type LoginService = {
  /** A code serves once: a lost answer is not asked for again. @throws AwsFailure */
  readonly exchange: (approved: Redemption & Pick<Renewal, 'clientId' | 'dpopKey'>) => Promise<LoginToken>;
  /** @throws AwsFailure */
  readonly refresh: (renewal: Renewal) => Promise<LoginToken>;
};

/** What is signed in to, and how. */
export type LoginRequest = {
  readonly place: SignInPlace;
  /** `cross-device`: the browser runs elsewhere, and shows a text that the person pastes. */
  readonly client: LoginClient;
  /** The command that begins anew, for the words where it fails. */
  readonly again: string;
  /** Whose sign-in it is to be; undefined where that is not known before. */
  readonly loginSession?: string | undefined;
};

/** The outside world, as far as a sign-in needs it. */
export type LoginPorts = BrowserPorts & {
  readonly service: Pick<LoginService, 'exchange'>;
  /** A new private key: PEM, SEC1. */
  readonly newKey: () => string;
  /** The sign-in of a principal as it lies on this machine. */
  readonly read: (loginSession: string) => Promise<ConsoleSignIn | undefined>;
  /** Writes the sign-in where the AWS CLI and the SDKs find it. @throws Problem where it cannot be written */
  readonly keep: (login: Login) => Promise<void>;
};

/** A sign-in, and whose it is: `login_session` of the profiles that use it. */
export type Login = { readonly loginSession: string; readonly signIn: ConsoleSignIn };
