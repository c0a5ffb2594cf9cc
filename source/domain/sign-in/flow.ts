import type { Redirected } from './redirect.ts';

/** A port of 127.0.0.1 to which a sign-in page sends the browser back. */
export type Redirect = {
  /** `http://127.0.0.1:PORT/oauth/callback` */
  readonly uri: string;
  /** The first answer that is of this sign-in. */
  readonly answer: Promise<Redirected>;
  /** Says in the browser how it ended, where one waits for that, and closes the port and every connection. */
  readonly close: (how: 'done' | 'failed') => void;
};

/** What only this sign-in knows: RFC 7636. */
export type Proof = { readonly state: string; readonly verifier: string; readonly challenge: string };

/** An authorization code, and what proves that it is ours. */
export type Redemption = { readonly code: string; readonly verifier: string; readonly redirectUri: string };

/** The page that the person opens, or that was opened for them. */
export type SignInPage = {
  readonly url: string;
  /** Which the person compares with the one in the browser; undefined where the browser comes back by itself. */
  readonly userCode?: string;
  /** It ends with a text, which the person pastes: the browser comes back to no port of this machine. */
  readonly ends?: 'text';
  /** Why the person has to open it; undefined where the browser has. */
  readonly byHand: string | undefined;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
};

/** What a person gives while the browser is waited for: the address on which it ended, or the wish for another way. */
export type Given = { readonly tag: 'pasted'; readonly text: string } | { readonly tag: 'device' };

/** The person who signs in. */
export type Signer = {
  /** Called once for each way that is gone. */
  readonly shown: (page: SignInPage) => void;
  /** The next thing that they give; undefined when the signal is given. @throws Cancelled where they give up */
  readonly given: (signal: AbortSignal) => Promise<Given | undefined>;
  /** Why what they gave does not do, and what is waited for. */
  readonly told: (why: string) => void;
};
