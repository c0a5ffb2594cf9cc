import type { EndpointVariables, Profiles } from '../../../source/domain/profiles/profile.ts';
import { loadProfiles } from '../../../source/domain/profiles/resolve/load.ts';

/** Two files given as text, named as a person would type them. @param environment how AWS is reached, by variables */
export function profilesOf(
  config: string | undefined,
  credentials?: string,
  environment: EndpointVariables = {},
): Profiles {
  return loadProfiles(
    { kind: 'config', path: '~/.aws/config', text: config },
    { kind: 'credentials', path: '~/.aws/credentials', text: credentials },
    environment,
  );
}

/** Everything that was read, as plain data: name to key to value. */
export function valuesOf(profiles: Profiles): Record<string, Record<string, string>> {
  return Object.fromEntries(profiles.names.map((name) => [name, Object.fromEntries(profiles.get(name)?.values ?? [])]));
}
