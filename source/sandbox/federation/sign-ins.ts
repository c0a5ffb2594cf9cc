import { randomBytes } from 'node:crypto';
import type { Session } from '../state/caller.ts';

/** What a sign-in token stands for. Times in milliseconds since 1970. */
export interface SignIn {
  readonly session: Session;
  /** Until when the token can be used. */
  readonly usableUntil: number;
  /** When the console session it opens is over. */
  readonly endsAt: number;
}

/** The sign-in tokens handed out so far. */
export interface SignIns {
  issue(signIn: SignIn): string;
  find(token: string): SignIn | undefined;
}

export function createSignIns(): SignIns {
  const byToken = new Map<string, SignIn>();
  return {
    issue(signIn) {
      const token = randomBytes(120).toString('base64url');
      byToken.set(token, signIn);
      return token;
    },
    find: (token) => byToken.get(token),
  };
}
