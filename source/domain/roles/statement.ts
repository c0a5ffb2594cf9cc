import { type Principal, type PrincipalType, readPrincipal } from './principal.ts';

/** A policy as JSON has it: keys in the order in which they were written. */
export type PolicyDocument = Readonly<Record<string, unknown>>;

/** One line of a `Condition` block. */
export type Condition = { readonly operator: string; readonly key: string; readonly values: readonly string[] };

/** A statement of a trust policy, taken apart. */
export type Statement = {
  readonly effect: 'Allow' | 'Deny';
  readonly principals: readonly Principal[];
  /** `NotPrincipal`: everyone but these. */
  readonly inverted: boolean;
  readonly actions: readonly string[];
  readonly conditions: readonly Condition[];
};

/** The statements that can be read; what cannot is left to {@link faultsOf}. */
export function statementsOf(document: PolicyDocument): readonly Statement[] {
  return listOf(document.Statement).flatMap((each) => (isRecord(each) ? [readStatement(each)] : []));
}

function readStatement(raw: Readonly<Record<string, unknown>>): Statement {
  const inverted = raw.NotPrincipal !== undefined;
  return {
    effect: raw.Effect === 'Deny' ? 'Deny' : 'Allow',
    principals: principalsOf(inverted ? raw.NotPrincipal : raw.Principal),
    inverted,
    actions: textsOf(raw.Action),
    conditions: conditionsOf(raw.Condition),
  };
}

function principalsOf(raw: unknown): readonly Principal[] {
  if (raw === '*') return [{ kind: 'anyone' }];
  if (!isRecord(raw)) return [];
  return Object.entries(raw).flatMap(([type, values]) =>
    textsOf(values).map((text) => readPrincipal(type as PrincipalType, text)),
  );
}

function conditionsOf(raw: unknown): readonly Condition[] {
  if (!isRecord(raw)) return [];
  return Object.entries(raw).flatMap(([operator, block]) =>
    isRecord(block) ? Object.entries(block).map(([key, values]) => ({ operator, key, values: textsOf(values) })) : [],
  );
}

/** One value or a list of them: IAM takes either everywhere. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

export function textsOf(value: unknown): readonly string[] {
  return listOf(value).map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
