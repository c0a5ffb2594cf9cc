import type { RoleDefinition, RoleTag } from './definition.ts';
import type { ManagedPolicy } from './managed-policies.ts';
import type { PolicyDocument } from './trust/policy.ts';

/** A role as IAM knows it. Instants in epoch milliseconds. */
export type Role = {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly description: string;
  readonly trust: PolicyDocument;
  readonly maxSessionSeconds: number;
  readonly createdAt: number | undefined;
};

/** A role with the facts that only GetRole gives. */
export type RoleDetails = Role & {
  readonly tags: readonly RoleTag[];
  readonly boundaryArn: string | undefined;
  readonly lastUsed: { readonly at: number; readonly region: string | undefined } | undefined;
};

export type RolePolicies = {
  readonly attached: readonly { readonly name: string; readonly arn: string }[];
  readonly inline: readonly string[];
};

/** IAM as the owner's side needs it, with one caller's credentials. Every call throws `AwsFailure`. */
export type Iam = {
  readonly getRole: (name: string) => Promise<RoleDetails>;
  /** Every role of the account, however many pages that takes. */
  readonly listRoles: () => Promise<readonly Role[]>;
  readonly rolePolicies: (name: string) => Promise<RolePolicies>;
  /** Tags included; policies are attached one by one. */
  readonly createRole: (definition: RoleDefinition, trust: PolicyDocument) => Promise<Role>;
  readonly deleteRole: (name: string) => Promise<void>;
  readonly attachPolicy: (name: string, policyArn: string) => Promise<void>;
  readonly detachPolicy: (name: string, policyArn: string) => Promise<void>;
  readonly setTrust: (name: string, trust: PolicyDocument) => Promise<void>;
  /** Every policy that can be attached, AWS's and the account's own. `page` is called with each page as it comes. */
  readonly listPolicies: (page?: (policies: readonly ManagedPolicy[]) => void) => Promise<readonly ManagedPolicy[]>;
};
