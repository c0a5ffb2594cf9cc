import { printable } from '../display/sanitize.ts';
import type { Session } from '../sessions/session.ts';
import {
  type Environment,
  type EnvironmentChange,
  isoSeconds,
  keyVariables,
  regionAsVariables,
} from './environment.ts';
import {
  credentialsFileVariables,
  type DisplayVariable,
  exportedVariable,
  identityIn,
  identityVariables,
  isTransport,
  outsideKeysVariable,
  outsideVariable,
  profileChoiceVariables,
  promptVariable,
  type RoleVariable,
  regionVariables,
  roleVariables,
  type SegmentPart,
  shellOnlyVariables,
} from './names.ts';
import { asTheyWere, keysToRestore, leftOf, reachToRestore, reachTouched, recordWith } from './outside.ts';
import { promptStyle } from './prompt-style.ts';
import { type ServedAt, servedVariables } from './served.ts';

/** A role as a shell learns of it. All of it travels in the environment, none of it in code. */
export type RoleInShell = {
  readonly session: Session;
  readonly displayName: string;
  /** The name in prompts, printable, which no other role has; absent where the display name is that. */
  readonly badge?: string;
  /** `#rrggbb`. */
  readonly color: string;
  /** The opaque ID of the stored request, for refresh, renewal and `-`; undefined where nothing was stored. */
  readonly requestId: string | undefined;
  /** The stored request of the role before this one, for `rolecall -`. */
  readonly previous: string | undefined;
  /** Programs fetch the keys themselves, from a profile in a configuration of their own. */
  readonly live?: LiveRole;
  /** The keys are in a credentials file of the command's own as well. */
  readonly asFile?: RoleAsFile;
  /** `rolecall_confirm`: never renewed without a question. */
  readonly confirm: boolean;
  /** The session was asked to read only. */
  readonly readOnly?: boolean;
  /** What else the profile says, as the SDKs' own variables: `AWS_ENDPOINT_URL`, `AWS_CA_BUNDLE`, `AWS_USE_FIPS_ENDPOINT`, … */
  readonly sdkVariables: Readonly<Record<string, string>>;
  /** The person's settings: false for no segment in the prompt, or the part of it that is shown. */
  readonly prompt?: boolean | SegmentPart;
  /** The person's settings: the variables that hold the name as well, for prompts that read them. */
  readonly alsoSet?: readonly DisplayVariable[];
};

/** A role without keys in its environment. */
export type LiveRole = {
  /** The generated configuration. */
  readonly configFile: string;
  /** The person's own configuration, which rolecall itself goes on reading. */
  readonly ownConfigFile: string;
  /** The profile in the generated one that fetches the keys, or has none where they are served. */
  readonly profile: string;
  /** A server that programs fetch the keys from. */
  readonly server?: ServedAt;
};

/** A role whose keys are in a file as well, for programs that read nothing else. */
export type RoleAsFile = {
  readonly path: string;
  /** How a role is called that was found in a portal: the name of its session is the one that stays. */
  readonly foundName?: string | undefined;
  /** The person's own credentials file, which rolecall itself goes on reading. */
  readonly ownCredentialsFile: string;
};

/**
 * What entering `role` changes in a process that has the environment `before`: the person's own environment, or that of
 * another role, of which nothing stays. What the person had set themselves comes back where this role says nothing.
 *
 * The change holds `ROLECALL_OUTSIDE_KEYS`; {@link forProcess} takes it out before a process starts.
 */
export function enterRole(role: RoleInShell, before: Environment): EnvironmentChange {
  const outside = leftOf(before);
  const brought = {
    ...regionAsVariables(role.session.region),
    ...role.sdkVariables,
    ...liveVariables(role),
    ...fileVariables(role),
    ...displayedBySettings(role, outside.environment),
  };
  const touched = new Set([
    ...Object.keys(brought),
    ...present(profileChoiceVariables, outside.environment),
    ...Object.keys(outside.exported),
  ]);
  const set: Record<string, string> = {
    ...brought,
    ...(role.live === undefined ? credentialVariables(role) : {}),
    ...ownVariables(role, outside.environment),
    [outsideVariable]: reachToRestore(asTheyWere(outside), touched),
  };
  if (outside.identityKnown) set[outsideKeysVariable] = keysToRestore(outside.environment);
  return complete(set, before, outside.environment);
}

/** What `rolecall off` changes: back to what the person had, as far as this shell still knows it. */
export function leaveRole(before: Environment): EnvironmentChange {
  const outside = leftOf(before);
  if (!outside.inRole) return { set: {}, unset: [] };
  const environment = asTheyWere(outside);
  const own = [...identityIn(environment), ...present(profileChoiceVariables, environment)];
  return complete(Object.fromEntries(own.map((name) => [name, environment[name] ?? ''])), before, environment);
}

/** What another region changes in the environment of a role. Keys and their end stay. */
export function moveRole(
  before: Environment,
  to: {
    readonly region: string;
    /** Of the stored request that has the region; undefined where the role has none. */
    readonly requestId: string | undefined;
    readonly live?: LiveRole;
  },
): EnvironmentChange {
  const record = recordWith(before, regionVariables);
  const set = {
    ...regionAsVariables(to.region),
    ROLECALL_REGION: to.region,
    ...liveVariables(to),
    ...(to.requestId !== undefined && { ROLECALL_SESSION: to.requestId }),
    ...(record !== undefined && { [outsideVariable]: record }),
  };
  return { set, unset: [] };
}

/** The change as a new process may see it: without the person's own keys. */
export function forProcess(change: EnvironmentChange): EnvironmentChange {
  const { [outsideKeysVariable]: _, ...set } = change.set;
  return { set, unset: [...new Set([...change.unset, ...shellOnlyVariables])] };
}

/** Undoes the role that `before` is in: variables that it replaced come back, those that it brought go. */
function complete(set: Readonly<Record<string, string>>, before: Environment, own: Environment): EnvironmentChange {
  const all: Record<string, string> = { ...set };
  const gone = new Set<string>([
    ...identityVariables,
    ...identityIn(before),
    ...profileChoiceVariables,
    ...roleVariables,
  ]);
  const former = [
    ...reachTouched(before),
    ...Object.keys(before).filter((name) => isTransport(name) || name === exportedVariable),
  ];
  for (const name of [...former, ...regionVariables]) {
    const value = own[name];
    if (Object.hasOwn(all, name) || value === before[name]) continue;
    if (value === undefined || gone.has(name)) gone.add(name);
    else all[name] = value;
  }
  return { set: all, unset: [...gone].filter((name) => !Object.hasOwn(all, name)) };
}

function present(names: readonly string[], environment: Environment): string[] {
  return names.filter((name) => environment[name] !== undefined);
}

/** What the person's settings say of prompts. Their own `ROLECALL_PROMPT` goes before that. */
function displayedBySettings(role: RoleInShell, environment: Environment): Record<string, string> {
  const { prompt = true, alsoSet = [] } = role;
  const shown = prompt === true || environment[promptVariable] ? undefined : prompt || 'off';
  return {
    ...Object.fromEntries(alsoSet.map((name) => [name, shownName(role)])),
    ...(shown === undefined ? {} : { [promptVariable]: shown }),
  };
}

/** The role's name as prompts show it. */
const shownName = ({ badge, displayName }: RoleInShell): string => badge ?? printable(displayName);

/** Instead of keys: the configuration that says how to fetch them, and the server where there is one. */
function liveVariables({ live }: Pick<RoleInShell, 'live'>): Record<string, string> {
  if (live === undefined) return {};
  const { configFile, profile, ownConfigFile, server } = live;
  return {
    AWS_CONFIG_FILE: configFile,
    AWS_PROFILE: profile,
    ROLECALL_CONFIG_FILE: ownConfigFile,
    ...(server && servedVariables(server)),
  };
}

/** Where the file with the keys is, and where the person's own. */
function fileVariables({ asFile }: RoleInShell): Record<string, string> {
  if (asFile === undefined) return {};
  const named = Object.fromEntries(credentialsFileVariables.map((name) => [name, asFile.path]));
  return { ...named, ROLECALL_CREDENTIALS_FILE: asFile.ownCredentialsFile };
}

function credentialVariables({ session: { credentials } }: RoleInShell): Record<string, string> {
  const { expiresAt } = credentials;
  return {
    ...keyVariables(credentials),
    ...(expiresAt === undefined ? {} : { AWS_SESSION_EXPIRATION: isoSeconds(expiresAt) }),
  };
}

/** The variables that rolecall itself, its prompt and the person's own programs read. */
function ownVariables(role: RoleInShell, environment: Environment): Record<string, string> {
  const { session } = role;
  const expires = session.credentials.expiresAt;
  const entries: readonly (readonly [RoleVariable, string | undefined])[] = [
    ['ROLECALL_PROFILE', session.profile],
    ['ROLECALL_ACCOUNT_ID', session.accountId],
    ['ROLECALL_ROLE_ARN', session.roleArn],
    ['ROLECALL_CALLER_ARN', session.callerArn],
    // By these two it is seen what somebody else has changed since. No secret.
    ['ROLECALL_KEY_ID', role.live === undefined ? session.credentials.accessKeyId : undefined],
    ['ROLECALL_REGION', session.region],
    ['ROLECALL_COLOR', role.color],
    ['ROLECALL_STYLE', promptStyle(role.color, environment)],
    ['ROLECALL_DISPLAY_NAME', shownName(role)],
    [
      'ROLECALL_EXPIRES_EPOCH',
      expires === undefined || role.live !== undefined ? undefined : String(Math.floor(expires / 1000)),
    ],
    ['ROLECALL_READ_ONLY', role.readOnly ? '1' : undefined],
    ['ROLECALL_PREVIOUS', role.previous],
    ['ROLECALL_SESSION', role.requestId],
    ['ROLECALL_RENEWABLE', role.requestId !== undefined && !role.confirm ? '1' : undefined],
  ];
  return Object.fromEntries(
    entries.filter((entry): entry is readonly [RoleVariable, string] => entry[1] !== undefined),
  );
}
