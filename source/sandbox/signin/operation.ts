import { generateKeyPairSync } from 'node:crypto';
import type { Backend } from '../handle-call.ts';
import { createProofs, type Proofs } from './proof.ts';
import { createTokens, type SigninSettings, type Tokens } from './tokens.ts';

/** What the sign-in of `aws login` knows beside the world. */
export interface Signin {
  readonly backend: Backend;
  readonly settings: SigninSettings;
  readonly tokens: Tokens;
  readonly proofs: Proofs;
}

/** The sign-in at its beginning. Lifetimes are AWS's. */
export function createSignin(backend: Backend): Signin {
  const settings: SigninSettings = { codeSeconds: 300, tokenSeconds: 900, sessionSeconds: 12 * 3600 };
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    backend,
    settings,
    tokens: createTokens(backend, settings, privateKey),
    proofs: createProofs(backend.clock),
  };
}

/** Where a request went: `http://127.0.0.1:port`, with `/regions/eu-west-1` where it is meant for a region. */
export interface Base {
  readonly url: string;
  readonly region: string | undefined;
}
