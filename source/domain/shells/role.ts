import type { Session } from '../sessions/session.ts';

/** Everything about the role that a shell is told; all of it travels in the environment, none of it in code. */
export type RoleInShell = {
  readonly session: Session;
  readonly displayName: string;
  /** `#rrggbb`. */
  readonly color: string;
  /** The opaque ID of the stored request, for refresh, renewal and `-`; undefined where nothing was stored. */
  readonly requestId: string | undefined;
  /** The role before this one, for `rolecall -`. */
  readonly previous: string | undefined;
  /** Programs fetch the keys themselves, from a profile in a configuration of their own. */
  readonly live?: LiveRole;
  /** `rolecall_confirm`: never renewed without a word. */
  readonly confirm: boolean;
  /** The rest of the profile's meaning as the SDKs' own variables: `AWS_ENDPOINT_URL`, `AWS_CA_BUNDLE`, `AWS_USE_FIPS_ENDPOINT`, … */
  readonly sdkVariables: Readonly<Record<string, string>>;
  /** False: the person's settings want no segment in the prompt. */
  readonly prompt?: boolean;
};

/** A role without keys in its environment. */
export type LiveRole = {
  /** The generated configuration, and the person's own, which rolecall itself goes on reading. */
  readonly configFile: string;
  readonly ownConfigFile: string;
  /** The profile in it that fetches the keys. */
  readonly profile: string;
};
