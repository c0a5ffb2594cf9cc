import type { Location, Problem } from '../../problem.ts';

/** The value of one key, and its line. */
export type Setting = { readonly value: string; readonly at: Location };

/**
 * A section of `~/.aws/config` or `~/.aws/credentials`, both merged key by key (credentials win).
 * Keys are lower case; a nested block `s3 =` / `  max = 1` gives the key `s3.max`.
 */
export type Profile = {
  readonly name: string;
  readonly at: Location;
  readonly values: ReadonlyMap<string, string>;
  /** Of a role that stands in no file: what a person reads and types. All others are looked at for it, when it is asked for. */
  readonly foundName?: string;
  /** A value with its line. Finding the line takes time. */
  setting(key: string): Setting | undefined;
  /** Why a header behind its keys ends nowhere: whose the lines after that are, AWS's readers disagree. Finding it takes time. */
  readonly openHeader?: (OpenHeader & { readonly at: Location }) | undefined;
  /** The first of these keys that one file gives two values, and both lines. */
  disagreement(keys: ReadonlySet<string>): Disagreement | undefined;
};

/** A line that begins a header and lacks the closing bracket. */
export type OpenHeader = {
  /** Without the bracket and the comment: `profile prod`. Empty where nothing is there. */
  readonly bare: string;
  /** `the ] of [profile prod is missing` */
  readonly why: string;
  readonly remedy: string;
};

/** A key that one file gives two values for one profile. */
export type Disagreement = { readonly key: string; readonly at: readonly [Location, Location] };

/** The text of one of the two files; undefined where there is no such file. */
export type ProfileFile = {
  readonly kind: 'config' | 'credentials';
  readonly path: string;
  readonly text: string | undefined;
  /** Why there is no text, where the file is there and cannot be read. */
  readonly unreadable?: Problem;
};

/** Keys to write, in this order; undefined removes a key. */
export type Changes = Readonly<Record<string, string | undefined>>;

/** `AWS_ENDPOINT_URL`, `AWS_ENDPOINT_URL_STS`, `AWS_REGION`, … of the person's own environment, from before any role. */
export type EndpointVariables = Readonly<Record<string, string | undefined>>;

/** The profiles of the two files. Headers and bodies are read on demand: thousands of names cost next to nothing. */
export type Profiles = {
  readonly config: ProfileFile;
  readonly credentials: ProfileFile;
  /** Names in file order, config first, each once. */
  readonly names: readonly string[];
  readonly get: (name: string) => Profile | undefined;
  /** Names of the `[sso-session]` sections, in file order. */
  readonly ssoSessions: readonly string[];
  /** `[sso-session NAME]`, `[services NAME]`. */
  readonly ssoSession: (name: string) => Profile | undefined;
  readonly services: (name: string) => Profile | undefined;
  /** The variables that count before `endpoint_url` and `[services]`. */
  readonly endpoints: EndpointVariables;
  /** Whether rolecall stores an access key by that name. */
  readonly storesKey: (name: string) => boolean;
  /** Roles that stand in no file: those that were found in portals. */
  readonly found: FoundProfiles;
};

/** What is looked for among the names of found roles. */
export type NameMatch = {
  readonly matches: (name: string) => boolean;
  /** Whether it may stand for `PORTAL:ACCOUNT/ROLE`: `corp*` is meant of accounts. */
  readonly isPortalNamed: boolean;
};

/** Roles that were found in portals of IAM Identity Center, as profiles. Nothing starts from them as its source. */
export type FoundProfiles = {
  /** What a person reads and types: `prod/Admin`; of those that are there. */
  readonly names: readonly string[];
  /**
   * Those of `names` whose role has a name that matches: that one, or ACCOUNT/ROLE alone, which several roles may share, or
   * PORTAL:ACCOUNT/ROLE.
   */
  readonly matching: (match: NameMatch) => readonly string[];
  /** Those of `matching` that are reached by the name of an account alone which several of these accounts have. */
  readonly sharing: (match: NameMatch) => readonly { readonly name: string; readonly accountId: string }[];
  /**
   * By that name, by account ID (`111122223333/Admin`) or by the lasting name (`corp:111122223333/Admin`), which the
   * profile has; the profile of the files where one leads to the same role.
   * @throws Problem where several portals may be meant
   */
  readonly get: (name: string) => Profile | undefined;
  /** Portals of which nothing is known: never read, or signed out of. Names of their sessions, else start URLs. */
  readonly unread: readonly string[];
};

/** The kind of a profile, by the AWS CLI's order of precedence. */
export type ProfileKind = 'role' | 'web-identity' | 'sso' | 'keys' | 'login' | 'process' | 'stored-key' | 'other';

/** When temporary keys end, in epoch milliseconds, by the line beside them. */
export type KeysEnding = Setting & { readonly key: string; readonly time: number };

/** The identity that a chain starts from. Only `keys` has secrets. */
export type SourceIdentity =
  | {
      readonly kind: 'keys';
      readonly profile: string;
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly sessionToken?: string;
      readonly ending?: KeysEnding;
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
      /** The configured endpoints of the portal and of the sign-in service. */
      readonly portalEndpoint?: string;
      readonly oidcEndpoint?: string;
      /** Undefined where no profile of the chain says so. */
      readonly useFips?: boolean;
      readonly useDualstack?: boolean;
    }
  | {
      readonly kind: 'web-identity';
      readonly profile: string;
      readonly roleArn: string;
      /** The file of the token; undefined where a command prints it. */
      readonly tokenFile?: string;
      readonly tokenProcess?: string;
      readonly sessionName?: string;
    }
  | { readonly kind: 'process'; readonly profile: string; readonly command: string }
  /** An access key that rolecall stores; with `command`, that of the person's which prints it. */
  | { readonly kind: 'stored-key'; readonly profile: string; readonly command?: string }
  | {
      readonly kind: 'login';
      readonly profile: string;
      readonly loginSession: string;
      /** The configured endpoint of the sign-in service. */
      readonly endpoint?: string;
    }
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

/** How a profile reaches AWS. Each value is the profile's own, else its source's. */
export type Transport = {
  readonly region?: string;
  /** Of the person's environment, where no profile names one: programs in the role have it already, and STS is asked there. */
  readonly environmentRegion?: string;
  /** The configured endpoint of STS: by a variable, `[services] sts.endpoint_url`, or `endpoint_url`. */
  readonly stsEndpoint?: string;
  readonly caBundle?: string;
  readonly useFips: boolean;
  readonly useDualstack: boolean;
};

/** A profile resolved: the identity, the MFA device, and the roles in their order. */
export type Chain = {
  readonly profile: string;
  readonly source: SourceIdentity;
  /** Empty for a profile that is an identity itself (SSO, web identity, plain keys). */
  readonly hops: readonly Hop[];
  /** The names of its profiles, from the one that was asked for to that of the source; some make no hop. */
  readonly walk: readonly string[];
  /** The MFA device of the source identity, and the profile that names it. */
  readonly mfa?: { readonly serial: string; readonly profile: string };
  /** `mfa_process`: a command that prints the code. */
  readonly mfaProcess?: string;
  readonly transport: Transport;
  /** The source's region, for a second try: STS may not be enabled in the first. */
  readonly sourceRegion?: string;
};

/** A role profile as lists and the picker show it. Making one resolves nothing. */
export type RoleSummary = {
  readonly name: string;
  readonly kind: 'role' | 'web-identity' | 'sso';
  /** `rolecall_display_name`, else the name. */
  readonly displayName: string;
  /** 12 digits, or undefined where the ARN does not say. */
  readonly accountId: string | undefined;
  /** Of the ARN, or of the portal's region; undefined where neither says. */
  readonly partition?: string;
  readonly roleName: string;
  readonly region: string | undefined;
  /** `#rrggbb`: configured, else derived from the account. */
  readonly color: string;
  /** `rolecall_group`, else undefined. */
  readonly group: string | undefined;
  readonly description: string | undefined;
  /** `source_profile`, `credential_source` or `sso_session`: the identity before switching. */
  readonly source: string | undefined;
  /** The first use asks for an MFA code. */
  readonly mfa: boolean;
  /** `rolecall_confirm`: the profile's name has to be typed. */
  readonly confirm: boolean;
  readonly hidden: boolean;
  /** What the organization calls the account, where the portal was asked. */
  readonly accountName?: string;
  readonly accountEmail?: string;
  /** Present for a role that stands in no file: it was found in a portal, and `name` is its lasting name. */
  readonly found?: {
    /** Identity of the portal: name of its session, else its start URL. */
    readonly portal: string;
    readonly isNew: boolean;
    /** Since when the portal lacks it, in epoch milliseconds. */
    readonly goneSince?: number;
  };
};
