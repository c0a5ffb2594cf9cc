import type { JsonWebKey } from 'node:crypto';
import type { PolicyDocument } from '../policy/document.ts';

/** Everything the embedded AWS knows. Mutable: IAM calls and tests change it. */
export interface World {
  readonly accounts: Map<string, Account>;
  /** How long a new or changed role stays unknown to STS, in milliseconds. 0 unless a test asks for more. */
  propagation: number;
}

export interface Account {
  readonly id: string;
  alias?: string;
  readonly users: Map<string, User>;
  /** By name in lower case: role names are unique regardless of case. */
  readonly roles: Map<string, Role>;
  /** Customer-managed policies by ARN. */
  readonly policies: Map<string, ManagedPolicy>;
  /** MFA devices by serial number, assigned or not. */
  readonly devices: Map<string, MfaDevice>;
  /** OpenID Connect providers by ARN. */
  readonly providers: Map<string, OidcProvider>;
  /** Access keys of the root user. */
  readonly rootKeys: AccessKey[];
  /** Regions in which STS is not activated for callers of this account. */
  readonly disabledRegions: Set<string>;
}

export interface AccessKey {
  readonly id: string;
  readonly secret: string;
  active: boolean;
  readonly createdAt: number;
}

/** What users and roles have in common: the policies that say what they may do. */
export interface PolicyHolder {
  readonly inlinePolicies: Map<string, PolicyDocument>;
  readonly attachedPolicies: Set<string>;
}

export interface User extends PolicyHolder {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly tags: Map<string, string>;
  readonly keys: AccessKey[];
}

export interface Role extends PolicyHolder {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly tags: Map<string, string>;
  trust: PolicyDocument;
  description: string;
  /** Seconds, 3600 to 43200. */
  maxSessionDuration: number;
  /** From when on STS knows the role as it is now. */
  knownFrom: number;
}

export interface ManagedPolicy {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  readonly description: string;
  readonly document: PolicyDocument;
  readonly createdAt: number;
}

export interface MfaDevice {
  /** An ARN, or the number printed on a hardware token. */
  readonly serial: string;
  readonly kind: 'virtual' | 'hardware' | 'fido';
  /** Shared secret in base32. FIDO devices have none. */
  readonly seed: string;
  readonly tags: Map<string, string>;
  /** Who enabled it; absent as long as nobody did. */
  userName?: string;
  enabledAt?: number;
  /** The latest 30 s step a code was accepted for. */
  usedStep: number;
}

export interface OidcProvider {
  readonly arn: string;
  /** Issuer without scheme, as it stands in the ARN and in condition keys. */
  readonly host: string;
  readonly audiences: readonly string[];
  /** Public keys (JWK) its tokens are signed with. */
  readonly keys: readonly JsonWebKey[];
}
