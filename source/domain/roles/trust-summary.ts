import { isAssuming } from './admission.ts';
import { isMfa } from './condition-words.ts';
import { principalWords } from './principal.ts';
import { type PolicyDocument, statementsOf } from './statement.ts';
import { warningsOf } from './warnings.ts';

/** A trust policy in the width of a table's row. */
export type TrustSummary = {
  readonly who: readonly string[];
  /** Some door asks for it. */
  readonly mfa: boolean;
  readonly externalId: boolean;
  /** Strangers can come in. */
  readonly open: boolean;
  /** Only services of AWS's: nobody switches to such a role. */
  readonly servicesOnly: boolean;
};

/** @param own the account that owns the role */
export function summarizeTrust(document: PolicyDocument, own?: string): TrustSummary {
  const letting = statementsOf(document).filter(
    ({ effect, actions }) => effect === 'Allow' && actions.some(isAssuming),
  );
  const principals = letting.flatMap((statement) => statement.principals);
  const conditions = letting.flatMap((statement) => statement.conditions);
  return {
    who: [...new Set(principals.map((principal) => principalWords(principal, own)))],
    mfa: conditions.some(({ key }) => isMfa(key)),
    externalId: conditions.some(({ key }) => key.toLowerCase() === 'sts:externalid'),
    open: warningsOf(document).some(({ level }) => level === 'open'),
    servicesOnly: principals.length > 0 && principals.every(({ kind }) => kind === 'service'),
  };
}
