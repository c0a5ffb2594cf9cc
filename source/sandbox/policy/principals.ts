import { many, type Principal, type Statement } from './document.ts';

/** Who asks, as a trust policy sees it. */
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
