export type OneOrMany = string | readonly string[];

/** `"*"`, or entity kinds (`AWS`, `Service`, `Federated`) with their names. */
export type Principal = '*' | { readonly [kind: string]: OneOrMany };

/** Operator → condition key → wanted values. */
export type Conditions = { readonly [operator: string]: { readonly [key: string]: OneOrMany } };

export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: Principal;
  readonly NotPrincipal?: Principal;
  readonly Action?: OneOrMany;
  readonly NotAction?: OneOrMany;
  readonly Resource?: OneOrMany;
  readonly NotResource?: OneOrMany;
  readonly Condition?: Conditions;
}

/** A policy as IAM stores it: trust policy, identity policy or session policy. */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Id?: string;
  readonly Statement: Statement | readonly Statement[];
}

/** One or many, always as a list. */
export function many<Item>(value: Item | readonly Item[] | undefined): readonly Item[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly Item[]) : [value as Item];
}
