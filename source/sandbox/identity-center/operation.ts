import type { Backend } from '../handle-call.ts';
import type { WireRequest } from '../wire/request.ts';
import { createDirectory, type Directory } from './directory.ts';
import { createPages, type Pages } from './pages.ts';
import { createTraffic, type Traffic } from './throttle.ts';
import { createTokens, type Tokens } from './tokens.ts';

/** What Identity Center knows beside the world. */
export interface IdentityCenter {
  readonly backend: Backend;
  readonly directory: Directory;
  readonly tokens: Tokens;
  readonly pages: Pages;
  readonly traffic: Traffic;
}

/** Identity Center at its beginning. */
export function createIdentityCenter(backend: Backend): IdentityCenter {
  const directory = createDirectory(backend.world);
  return {
    backend,
    directory,
    tokens: createTokens(backend.clock, directory),
    pages: createPages(),
    traffic: createTraffic(backend.clock.now),
  };
}

/** A request whose region is known where the host or the path names it. */
export interface Asked {
  readonly request: WireRequest;
  readonly region: string | undefined;
  /** Of the JSON body. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** An operation of the sign-in service or the portal. Throws AwsProblem. */
export interface Operation {
  readonly service: 'sso' | 'sso-oidc';
  readonly action: string;
  /** The answer as an object; undefined for an empty one. */
  run(asked: Asked, center: IdentityCenter): unknown;
}

/** Operations by method and path. */
export type Operations = Readonly<Record<string, Operation>>;
