import type { Client } from './sign-in.ts';

/** A code to be typed, or a link to be opened, in a browser. Times in epoch milliseconds and milliseconds. */
export type DeviceCode = {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly url: string;
  /** The same with the code in it. */
  readonly urlWithCode: string;
  readonly expiresAt: number;
  readonly interval: number;
};

export type Token = {
  readonly accessToken: string;
  readonly expiresAt: number;
  readonly refreshToken?: string;
};

/** The sign-in service's answer while nothing has been decided, or when nothing will be any more. */
export type NotYet = 'authorization_pending' | 'slow_down' | 'expired_token' | 'access_denied';

/** The sign-in service of one region. Every function throws StsFailure where there is no answer, or another one. */
export type SignInService = {
  readonly register: (scopes: readonly string[]) => Promise<Client>;
  readonly startDevice: (client: Client, startUrl: string) => Promise<DeviceCode>;
  readonly redeem: (client: Client, deviceCode: string) => Promise<Token | NotYet>;
  /** Undefined where it is not taken any more. */
  readonly refresh: (client: Client, refreshToken: string) => Promise<Token | undefined>;
};
