import { conditionsHold } from './conditions.ts';
import { many, type PolicyDocument, type Principal, type Statement } from './document.ts';
import { allOf, type Context, matchesAction, matchesAny, not, type Ternary } from './match.ts';

/** An action such as `sts:AssumeRole` on a resource, with the condition keys of the request. */
export interface AccessRequest {
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

/** `deny` is an explicit one; `none` means that nothing allows it. */
export type Verdict = 'allow' | 'deny' | 'none';

/**
 * The verdict of identity or session policies. An unknown element refuses: a Deny that is not understood denies, an Allow
 * that is not understood does not allow.
 */
export function evaluate(policies: readonly PolicyDocument[], request: AccessRequest): Verdict {
  const statements = policies.flatMap((policy) => many(policy.Statement));
  return verdict(statements.map((statement) => [statement, applies(statement, request)]));
}

/** The verdict of a trust policy, and whether it names the requester or only its account. */
export function evaluateTrust(
  trust: PolicyDocument,
  requester: Requester,
  request: AccessRequest,
): { verdict: Verdict; by: 'name' | 'account' } {
  const judged = many(trust.Statement).map((statement) => {
    const covered = coverage(statement, requester);
    const principal = covered === 'unknown' ? undefined : covered !== 'none';
    // A trust policy is about one role: its statements have no Resource.
    const stray = statement.Resource !== undefined || statement.NotResource !== undefined ? undefined : true;
    const holds = allOf([
      principal,
      stray,
      actionApplies(statement, request),
      conditionsHold(statement.Condition, request.context),
    ]);
    return { statement, holds, covered };
  });
  const byName = judged.some(
    ({ statement, holds, covered }) => statement.Effect === 'Allow' && holds && covered === 'name',
  );
  return {
    verdict: verdict(judged.map(({ statement, holds }) => [statement, holds])),
    by: byName ? 'name' : 'account',
  };
}

function verdict(judged: readonly (readonly [Statement, Ternary])[]): Verdict {
  // Anything that is not plainly an Allow counts as a Deny.
  if (judged.some(([{ Effect }, holds]) => Effect !== 'Allow' && holds !== false)) return 'deny';
  return judged.some(([{ Effect }, holds]) => Effect === 'Allow' && holds === true) ? 'allow' : 'none';
}

function applies(statement: Statement, request: AccessRequest): Ternary {
  const stray = statement.Principal !== undefined || statement.NotPrincipal !== undefined ? undefined : true;
  return allOf([
    stray,
    actionApplies(statement, request),
    resourceApplies(statement, request),
    conditionsHold(statement.Condition, request.context),
  ]);
}

function actionApplies({ Action, NotAction }: Statement, { action }: AccessRequest): Ternary {
  if ((Action === undefined) === (NotAction === undefined)) return undefined;
  return Action === undefined ? !matchesAction(many(NotAction), action) : matchesAction(many(Action), action);
}

function resourceApplies({ Resource, NotResource }: Statement, { resource, context }: AccessRequest): Ternary {
  if ((Resource === undefined) === (NotResource === undefined)) return undefined;
  if (Resource === undefined) return not(matchesAny(many(NotResource), resource, context));
  return matchesAny(many(Resource), resource, context);
}

/** The requester, as a trust policy sees it. */
export interface Requester {
  /** 12 digits; absent for a web identity. */
  readonly account?: string;
  /** Every ARN that names the requester: user; role and role session; federated user; OIDC provider. */
  readonly arns: readonly string[];
  readonly kind: 'AWS' | 'Federated';
}

/**
 * How a statement's Principal covers the requester: by name (or `*`), by its account as a whole, not at all; or
 * `unknown` where it is written in a way this evaluator does not understand.
 */
export type Coverage = 'name' | 'account' | 'none' | 'unknown';

export function coverage(statement: Statement, requester: Requester): Coverage {
  if (statement.NotPrincipal !== undefined || statement.Principal === undefined) return 'unknown';
  return principalCoverage(statement.Principal, requester);
}

function principalCoverage(principal: Principal, requester: Requester): Coverage {
  if (principal === '*') return 'name';
  const kinds = Object.entries(principal);
  const found = kinds.flatMap(([kind, names]) => {
    if (kind !== requester.kind) return OTHER_KINDS.has(kind) ? 'none' : 'unknown';
    return many(names).map((name) => nameCoverage(name, requester));
  });
  return RANKING.find((candidate) => found.includes(candidate)) ?? 'none';
}

// Kinds that never are the requester of another kind; an unheard-of kind is not understood.
const OTHER_KINDS: ReadonlySet<string> = new Set(['AWS', 'Federated', 'Service', 'CanonicalUser']);

const RANKING: readonly Coverage[] = ['name', 'account', 'unknown'];

function nameCoverage(name: string, requester: Requester): Coverage {
  if (name === '*' && requester.kind === 'AWS') return 'name';
  if (requester.arns.includes(name)) return 'name';
  const [, account] = /^(?:arn:aws:iam::)?(\d{12})(?::root)?$/.exec(name) ?? [];
  return account !== undefined && account === requester.account ? 'account' : 'none';
}
