import { jsonText } from '../../display/sanitize.ts';
import { isRecord } from '../../record.ts';
import type { Trust } from '../definition.ts';
import { type Principal, type PrincipalType, readPrincipal } from './principal.ts';

/** A policy as JSON has it: keys in the order in which they were written. */
export type PolicyDocument = Readonly<Record<string, unknown>>;

/** One line of a `Condition` block. */
export type Condition = { readonly operator: string; readonly key: string; readonly values: readonly string[] };

/** A parsed statement of a trust policy. */
export type Statement = {
  readonly effect: 'Allow' | 'Deny';
  readonly principals: readonly Principal[];
  /** `NotPrincipal`: everyone but these. */
  readonly inverted: boolean;
  readonly actions: readonly string[];
  /** `NotAction`: every action but these. */
  readonly allBut: boolean;
  readonly conditions: readonly Condition[];
};

/** The statements that can be read. faultsOf in read.ts reports the others. */
export function statementsOf(document: PolicyDocument): readonly Statement[] {
  return listOf(document.Statement).flatMap((each) => (isRecord(each) ? [readStatement(each)] : []));
}

function readStatement(raw: Readonly<Record<string, unknown>>): Statement {
  const inverted = raw.NotPrincipal !== undefined;
  const allBut = raw.Action === undefined && raw.NotAction !== undefined;
  return {
    effect: raw.Effect === 'Deny' ? 'Deny' : 'Allow',
    principals: principalsOf(inverted ? raw.NotPrincipal : raw.Principal),
    inverted,
    actions: textsOf(allBut ? raw.NotAction : raw.Action),
    allBut,
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

/** IAM accepts one value or a list of values everywhere. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

export function textsOf(value: unknown): readonly string[] {
  return listOf(value).map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
}

/**
 * An operator without prefix and suffix: `ForAnyValue:StringNotLikeIfExists` is `stringnotlike`, negated.
 * `ifExists` is said of `ForAllValues` too: all of no values hold.
 */
export function readOperator(operator: string): {
  readonly bare: string;
  readonly ifExists: boolean;
  readonly negated: boolean;
} {
  const plain = operator.replace(/^For(Any|All)Values?:/i, '');
  const bare = plain.replace(/IfExists$/i, '');
  return {
    bare: bare.toLowerCase(),
    ifExists: bare !== plain || /^ForAllValues?:/i.test(operator),
    negated: /not/i.test(bare),
  };
}

export const isMfa = (key: string): boolean => key.toLowerCase() === 'aws:multifactorauthpresent';

/** The trust policy that the console writes for "AWS account", with and without its two options. */
export function trustPolicy({ principals, requireMfa, externalId }: Trust): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { AWS: principals.length === 1 ? principals[0] : principals },
        Condition: {
          ...(externalId !== undefined && { StringEquals: { 'sts:ExternalId': externalId } }),
          ...(requireMfa && { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
        },
      },
    ],
  };
}

/** The policy that the other account gives its users, so that they may assume the role. */
export function userPolicy(roleArn: string): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleArn },
  };
}

/** A policy as people read it: indented as the console's editor does. */
export function formatPolicy(document: PolicyDocument): string {
  return jsonText(document, 4);
}

/** A policy as it is sent: IAM counts characters, white space aside. */
export function compactPolicy(document: PolicyDocument): string {
  return JSON.stringify(document);
}
