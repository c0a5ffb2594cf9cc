import type { Signin } from './operation.ts';
import type { SigninSettings } from './tokens.ts';

/** What an administrator, or a test, does with the sign-ins of `aws login`. */
export interface SigninControls {
  /** Changes how long codes, credentials and sign-ins last from now on. */
  set(settings: Partial<SigninSettings>): void;
  /** Ends the sign-ins of a principal, or all: TOKEN_EXPIRED at the next renewal. */
  end(arn?: string): void;
  /** The password of a principal, or of all, is changed: USER_CREDENTIALS_CHANGED at the next renewal. */
  changePassword(arn?: string): void;
}

export const signinControls = ({ settings, tokens }: Signin): SigninControls => ({
  set: (changes) => void Object.assign(settings, changes),
  end: (arn) => tokens.end('ended', arn),
  changePassword: (arn) => tokens.end('password changed', arn),
});
