import type { SignInPage } from './flow.ts';

/** What the person does with the page of a sign-in, its address to follow. */
export function whereToSignIn({ byHand, userCode }: SignInPage): string {
  if (byHand !== undefined) return `${byHand}: open this in a browser`;
  return userCode === undefined ? 'Sign in in the browser' : 'Approve the sign-in in the browser';
}

/** What a person has to know who compares a code: others send such links to have their own sign-in approved. */
export const ownCodeOnly = 'Nobody else has a reason to send you a code like this: approve only the one shown here.';
