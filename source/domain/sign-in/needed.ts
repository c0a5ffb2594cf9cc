import { LoginNeeded } from '../login/failures.ts';
import { SignInNeeded } from '../portals/sign-in.ts';

/** The person has to sign in: to a portal of IAM Identity Center, or to the console. */
export type Needed = SignInNeeded | LoginNeeded;

export const isNeeded = (error: unknown): error is Needed =>
  error instanceof SignInNeeded || error instanceof LoginNeeded;
