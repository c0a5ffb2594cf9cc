import { printable } from '../display/sanitize.ts';
import type { Environment, EnvironmentChange } from './environment-change.ts';
import {
  identityVariables,
  isTransport,
  outsideKeysVariable,
  outsideVariable,
  profileChoiceVariables,
  promptVariable,
  regionVariables,
  roleVariables,
} from './names.ts';
import { keepKeys, keepReach, outsideOf, reachTouched } from './outside.ts';
import { promptStyle } from './prompt-style.ts';
import type { RoleInShell } from './role.ts';

/**
 * What entering `role` changes in a process that has the environment `before`, which may be the person's own or that of
 * another role: of that one nothing stays. What the person had set themselves comes back where this role says nothing.
 *
 * The change holds `ROLECALL_OUTSIDE_KEYS`; whoever starts a process takes it out again with `forProcess`.
 */
export function enterRole(role: RoleInShell, before: Environment): EnvironmentChange {
  const outside = outsideOf(before);
  const quiet: Record<string, string> = role.prompt === false ? { [promptVariable]: 'off' } : {};
  const brought = { ...regionOf(role), ...role.sdkVariables, ...liveVariables(role), ...quiet };
  const touched = new Set([...Object.keys(brought), ...present(profileChoiceVariables, outside.environment)]);
  const set: Record<string, string> = {
    ...brought,
    ...(role.live === undefined ? credentialsOf(role) : {}),
    ...describe(role, outside.environment),
    [outsideVariable]: keepReach(outside.environment, touched),
  };
  if (outside.identityKnown) set[outsideKeysVariable] = keepKeys(outside.environment);
  return complete(set, before, outside.environment);
}

/** What `rolecall off` changes: back to what the person had, as far as this shell still knows it. */
export function leaveRole(before: Environment): EnvironmentChange {
  const { environment, inRole } = outsideOf(before);
  if (!inRole) return { set: {}, unset: [] };
  const own = present([...identityVariables, ...profileChoiceVariables], environment);
  return complete(Object.fromEntries(own.map((name) => [name, environment[name] ?? ''])), before, environment);
}

/** What only a shell of ours is told, and takes out of its environment at once. */
const forShellsOnly = [outsideKeysVariable, 'ROLECALL_ENTER', 'ROLECALL_INTEGRATION', 'ROLECALL_ZDOTDIR'];

/** The change as a new process may see it: without the person's own keys. */
export function forProcess(change: EnvironmentChange): EnvironmentChange {
  const { [outsideKeysVariable]: _, ...set } = change.set;
  return { set, unset: [...new Set([...change.unset, ...forShellsOnly])] };
}

/** Adds what a former role leaves to do: variables it replaced come back, those it brought go. */
function complete(set: Readonly<Record<string, string>>, before: Environment, own: Environment): EnvironmentChange {
  const all: Record<string, string> = { ...set };
  const gone = new Set<string>([...identityVariables, ...profileChoiceVariables, ...roleVariables]);
  const formerly = [...reachTouched(before), ...Object.keys(before).filter((name) => isTransport(name))];
  for (const name of [...formerly, ...regionVariables]) {
    const value = own[name];
    if (name in all || value === before[name]) continue;
    if (value === undefined || gone.has(name)) gone.add(name);
    else all[name] = value;
  }
  return { set: all, unset: [...gone].filter((name) => !(name in all)) };
}

function present(names: readonly string[], environment: Environment): string[] {
  return names.filter((name) => environment[name] !== undefined);
}

function regionOf({ session: { region } }: RoleInShell): Record<string, string> {
  return region ? Object.fromEntries(regionVariables.map((name) => [name, region])) : {};
}

/** Instead of keys: the configuration that says how to fetch them. */
function liveVariables({ live }: RoleInShell): Record<string, string> {
  if (live === undefined) return {};
  return { AWS_CONFIG_FILE: live.configFile, AWS_PROFILE: live.profile, ROLECALL_CONFIG_FILE: live.ownConfigFile };
}

function credentialsOf({ session: { credentials } }: RoleInShell): Record<string, string> {
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = credentials;
  const until = expiresAt === undefined ? undefined : isoSeconds(expiresAt);
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken }),
    ...(until === undefined ? {} : { AWS_CREDENTIAL_EXPIRATION: until, AWS_SESSION_EXPIRATION: until }),
  };
}

function describe(role: RoleInShell, environment: Environment): Record<string, string> {
  const { session } = role;
  const expires = session.credentials.expiresAt;
  const entries: readonly (readonly [string, string | undefined])[] = [
    ['ROLECALL_PROFILE', session.profile],
    ['ROLECALL_ACCOUNT_ID', session.accountId],
    ['ROLECALL_ROLE_ARN', session.roleArn],
    ['ROLECALL_CALLER_ARN', session.callerArn],
    ['ROLECALL_COLOR', role.color],
    ['ROLECALL_STYLE', promptStyle(role.color, environment)],
    ['ROLECALL_DISPLAY_NAME', printable(role.displayName)],
    [
      'ROLECALL_EXPIRES_EPOCH',
      expires === undefined || role.live !== undefined ? undefined : String(Math.floor(expires / 1000)),
    ],
    ['ROLECALL_PREVIOUS', role.previous],
    ['ROLECALL_SESSION', role.requestId],
    ['ROLECALL_RENEWABLE', role.requestId !== undefined && !role.confirm ? '1' : undefined],
  ];
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
}

/** `2026-01-31T12:00:00Z`: botocore insists on a zone, and older readers stumble over fractions of a second. */
export function isoSeconds(epochMilliseconds: number): string {
  return new Date(epochMilliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
