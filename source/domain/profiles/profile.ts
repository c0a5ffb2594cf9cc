import type { Location } from '../../problem.ts';

/** One `key = value` of a profile, and where it stands. */
export type Setting = { readonly value: string; readonly at: Location };

/**
 * A section of `~/.aws/config` or `~/.aws/credentials`, both merged key by key (credentials win).
 * Keys are lower case; a nested block `s3 =` / `  max = 1` gives the key `s3.max`.
 */
export type Profile = {
  readonly name: string;
  readonly at: Location;
  readonly values: ReadonlyMap<string, string>;
  /** A value with the place where it stands, which is looked for. */
  setting(key: string): Setting | undefined;
};

/** One of the two files as it was read: `text` is undefined where there is no such file. */
export type ProfileFile = {
  readonly kind: 'config' | 'credentials';
  readonly path: string;
  readonly text: string | undefined;
};

/** Keys to write, in the order in which they are written; undefined takes a key out. */
export type Changes = Readonly<Record<string, string | undefined>>;

/**
 * Everything the two files hold. Section headers are read at once, bodies when asked for something, so that a list of
 * thousands of names costs next to nothing.
 */
export type Profiles = {
  readonly config: ProfileFile;
  readonly credentials: ProfileFile;
  /** Names in file order, config first, each once. */
  readonly names: readonly string[];
  readonly get: (name: string) => Profile | undefined;
  /** `[sso-session NAME]`, `[services NAME]`. */
  readonly ssoSession: (name: string) => Profile | undefined;
  readonly services: (name: string) => Profile | undefined;
};

/** What a profile is, by the AWS CLI's order of precedence. */
export type ProfileKind = 'role' | 'web-identity' | 'sso' | 'keys' | 'login' | 'process' | 'other';

/** What a chain starts from. Secrets live only in `keys`. */
export type SourceIdentity =
  | {
      readonly kind: 'keys';
      readonly profile: string;
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly sessionToken?: string;
    }
  | {
      readonly kind: 'sso';
      readonly profile: string;
      readonly startUrl: string;
      readonly ssoRegion: string;
      readonly accountId: string;
      readonly roleName: string;
      readonly ssoSession?: string;
      /** `sso_registration_scopes` of the session. */
      readonly scopes?: readonly string[];
      /** Where one is configured for the profile: the portal's and the sign-in service's own. */
      readonly portalEndpoint?: string;
      readonly oidcEndpoint?: string;
    }
  | {
      readonly kind: 'web-identity';
      readonly profile: string;
      readonly roleArn: string;
      readonly tokenFile: string;
      readonly sessionName?: string;
    }
  | { readonly kind: 'process'; readonly profile: string; readonly command: string }
  | { readonly kind: 'login'; readonly profile: string; readonly loginSession: string }
  /** `credential_source = Environment | EcsContainer | Ec2InstanceMetadata`. */
  | { readonly kind: 'environment' | 'container' | 'instance'; readonly profile: string };

/** One AssumeRole, as configured. Durations in seconds. */
export type Hop = {
  readonly profile: string;
  readonly at: Location;
  readonly roleArn: string;
  /** From the ARN: 12 digits. */
  readonly accountId: string;
  /** From the ARN, path dropped. */
  readonly roleName: string;
  /** From the ARN: `aws`, `aws-cn`, `aws-us-gov`, `aws-eusc`. */
  readonly partition: string;
  readonly mfaSerial?: string;
  readonly externalId?: string;
  readonly durationSeconds?: number;
  readonly sessionName?: string;
  readonly sourceIdentity?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly transitiveTagKeys: readonly string[];
};

/** How to reach AWS for a profile: of the profile itself, else of its source, else nothing. */
export type Transport = {
  readonly region?: string;
  /** STS's own endpoint where one is configured (`[services] sts.endpoint_url` > `endpoint_url`). */
  readonly stsEndpoint?: string;
  readonly caBundle?: string;
  readonly useFips: boolean;
  readonly useDualstack: boolean;
};

/** A profile resolved: whose keys, which device, which roles in which order. */
export type Chain = {
  readonly profile: string;
  readonly source: SourceIdentity;
  /** Empty for profiles whose source already is the identity (SSO, web identity, plain keys). */
  readonly hops: readonly Hop[];
  /** The MFA device of the source identity, and the profile that names it. */
  readonly mfa?: { readonly serial: string; readonly profile: string };
  /** `mfa_process`: a command that prints the code. */
  readonly mfaProcess?: string;
  readonly transport: Transport;
  /** The source profile's region, for a second try where the first is not enabled for STS. */
  readonly sourceRegion?: string;
};

/** What a list or the picker shows of a role profile, without resolving anything. */
export type RoleSummary = {
  readonly name: string;
  readonly kind: 'role' | 'web-identity' | 'sso';
  /** `rolecall_display_name`, else the name. */
  readonly displayName: string;
  /** 12 digits, or undefined where the ARN does not say. */
  readonly accountId: string | undefined;
  readonly roleName: string;
  readonly region: string | undefined;
  /** `#rrggbb`: configured, else derived from the account. */
  readonly color: string;
  /** `rolecall_group`, else undefined. */
  readonly group: string | undefined;
  readonly description: string | undefined;
  /** `source_profile`, `credential_source` or `sso_session`: who the person is before switching. */
  readonly source: string | undefined;
  /** A code will be asked for on first use. */
  readonly mfa: boolean;
  /** `rolecall_confirm`: the profile's name has to be typed. */
  readonly confirm: boolean;
  readonly hidden: boolean;
};
