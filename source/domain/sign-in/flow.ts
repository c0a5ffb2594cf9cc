import type { Browser } from '../console/browser.ts';
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

/** What every sign-in needs of this machine. */
export type BrowserPorts = {
  readonly browser: Browser;
  /** It cannot reach a port of 127.0.0.1 here. */
  readonly isApart: boolean;
  readonly proof: () => Proof;
  /** @throws Problem where the port that was asked for is taken */
  readonly listen: (state: string) => Promise<Redirect>;
  /**
   * Runs one sign-in at a time, over all processes of the person.
   * @param id of the portal or of the principal
   * @param theirs the sign-in of another one, asked for while it works. @param onWait called once, where another one works
   * @throws Problem where another one works for longer than a sign-in can take
   */
  readonly alone: <T>(
    id: string,
    work: () => Promise<T>,
    theirs: () => Promise<T | undefined>,
    onWait: () => void,
  ) => Promise<T>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Resolves after so many milliseconds, or as soon as the signal is given. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
};

/** Whether the browser of this machine comes back to it by itself. */
export const comesBack = ({ missing, isApart }: Pick<Browser, 'missing'> & Pick<BrowserPorts, 'isApart'>): boolean =>
  missing === undefined && !isApart;
