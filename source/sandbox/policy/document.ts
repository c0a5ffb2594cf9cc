import { malformedPolicy } from '../wire/problem.ts';

export type OneOrMany = string | readonly string[];

/** `"*"`, or entity kinds (`AWS`, `Service`, `Federated`) with their names. */
export type Principal = '*' | { readonly [kind: string]: OneOrMany };

/** Operator → condition key → expected values. */
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

/** The use of a policy decides which elements it must and must not have. */
export type PolicyKind = 'identity' | 'trust';

const ELEMENTS: ReadonlySet<string> = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

/** Reads a policy document out of a request. Throws MalformedPolicyDocument. */
export function parsePolicy(text: string, kind: PolicyKind): PolicyDocument {
  const document = parseJson(text);
  if (!isRecord(document)) throw malformedPolicy('Syntax errors in policy.');
  if (!Object.keys(document).every((key) => ['Version', 'Id', 'Statement'].includes(key))) syntaxError();
  if (document.Version !== undefined && !['2012-10-17', '2008-10-17'].includes(String(document.Version))) syntaxError();
  const statements = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  if (statements.length === 0) syntaxError();
  for (const statement of statements) checkStatement(statement, kind);
  return document as unknown as PolicyDocument;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformedPolicy('This policy contains invalid Json');
  }
}

function checkStatement(statement: unknown, kind: PolicyKind): void {
  if (!isRecord(statement) || !Object.keys(statement).every((key) => ELEMENTS.has(key))) syntaxError();
  if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') syntaxError();
  exactlyOne(statement, 'Action', 'NotAction');
  for (const key of ['Action', 'NotAction', 'Resource', 'NotResource']) checkTexts(statement[key]);
  checkConditions(statement.Condition);
  if (kind === 'trust') checkTrustStatement(statement);
  else checkIdentityStatement(statement);
}

function checkIdentityStatement(statement: Record<string, unknown>): void {
  if ('Principal' in statement || 'NotPrincipal' in statement) {
    throw malformedPolicy('Policy document should not specify a principal.');
  }
  exactlyOne(statement, 'Resource', 'NotResource');
}

function checkTrustStatement(statement: Record<string, unknown>): void {
  if ('Resource' in statement || 'NotResource' in statement) throw malformedPolicy('Has prohibited field Resource');
  exactlyOne(statement, 'Principal', 'NotPrincipal');
  const principal = statement.Principal ?? statement.NotPrincipal;
  if (principal === '*') return;
  if (!isRecord(principal) || Object.keys(principal).length === 0) syntaxError();
  for (const names of Object.values(principal)) checkTexts(names);
}

function exactlyOne(statement: Record<string, unknown>, ...keys: [string, string]): void {
  const present = keys.filter((key) => key in statement);
  if (present.length === 1) return;
  const [wanted] = keys;
  if (wanted === 'Resource' && present.length === 0) {
    throw malformedPolicy('Policy statement must contain resources.');
  }
  if (wanted === 'Action' && present.length === 0) throw malformedPolicy('Policy statement must contain actions.');
  syntaxError();
}

function checkTexts(value: unknown): void {
  if (value === undefined || typeof value === 'string') return;
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) syntaxError();
}

function checkConditions(value: unknown): void {
  if (value === undefined) return;
  if (!isRecord(value)) syntaxError();
  for (const keys of Object.values(value)) {
    if (!isRecord(keys)) syntaxError();
    for (const wanted of Object.values(keys)) {
      const values = Array.isArray(wanted) ? wanted : [wanted];
      if (!values.every((item) => ['string', 'boolean', 'number'].includes(typeof item))) syntaxError();
    }
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function syntaxError(): never {
  throw malformedPolicy('Syntax errors in policy.');
}
