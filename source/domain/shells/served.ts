import type { Environment } from './environment.ts';
import { isEndpoint, regionVariables } from './names.ts';

/** Where the keys of a role are served, and the token that they are given to. */
export type ServedAt = { readonly uri: string; readonly token: string };

const [uriVariable, tokenVariable] = ['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'AWS_CONTAINER_AUTHORIZATION_TOKEN'];

/** What tells AWS's programs of it. */
export const servedVariables = ({ uri, token }: ServedAt): Record<string, string> => ({
  [uriVariable]: uri,
  [tokenVariable]: token,
});

/** Where the variables of an environment say that keys are served; undefined where they say nothing. */
export function servedIn(env: Environment): ServedAt | undefined {
  const { [uriVariable]: uri, [tokenVariable]: token } = env;
  return uri && token ? { uri, token } : undefined;
}

/** The address in words: `127.0.0.1:44223`. Its path is half of what it takes to ask, and nobody's to read. */
export const servedPlace = ({ uri }: ServedAt): string => URL.parse(uri)?.host ?? 'an address that cannot be read';

/**
 * What a container needs of the environment of a served role: where its keys are, its region, and which AWS is meant. Paths
 * of this machine (`AWS_CA_BUNDLE`, `AWS_CONFIG_FILE`) mean nothing in there.
 */
const ofContainer: readonly string[] = [
  uriVariable,
  tokenVariable,
  ...regionVariables,
  'AWS_ENDPOINT_URL',
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_USE_DUALSTACK_ENDPOINT',
];

/**
 * Arguments of `docker run`, `podman run` and the like, a word each: names alone, so that the token is in no argument. What
 * is not set is not passed on. The environment has endpoints of single services, where there are any.
 */
export function containerArguments(env: Environment): readonly string[] {
  const endpoints = Object.keys(env).filter((name) => isEndpoint(name) && env[name]);
  return [...new Set([...ofContainer, ...endpoints.sort()])].flatMap((name) => ['-e', name]);
}
