import type { Credentials } from '../sessions/open/session.ts';

/** What is exchanged for a sign-in token. */
export type TokenRequest = {
  /** The partition's `/federation`. */
  readonly url: string;
  readonly credentials: Credentials & { readonly sessionToken: string };
  /** How long the console stays signed in, in seconds; the credentials' own time where AWS does not let it be chosen. */
  readonly durationSeconds?: number;
  /** Path of a PEM file. */
  readonly caBundle?: string;
};

/** The sign-in endpoint as the domain needs it. @throws StsFailure */
export type GetSignInToken = (request: TokenRequest) => Promise<string>;

/** The person's browser. */
export type Browser = {
  /** Why there is none that could be opened here; undefined where there is one. */
  readonly missing: string | undefined;
  /** @throws where it did not start */
  readonly open: (url: string) => Promise<void>;
};
