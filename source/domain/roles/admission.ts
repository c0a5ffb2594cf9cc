import { conditionWords } from './condition-words.ts';
import { principalWords } from './principal.ts';
import { type PolicyDocument, type Statement, statementsOf } from './statement.ts';

/** One statement of a trust policy as a person reads it. */
export type Admission = {
  readonly effect: 'Allow' | 'Deny';
  /** Each a noun: `account 111122223333`. */
  readonly who: readonly string[];
  /** `NotPrincipal`: it is about everyone but them. */
  readonly inverted: boolean;
  /** What they may do: `assume it`, `tag its sessions`. */
  readonly may: readonly string[];
  /** All of these must hold. */
  readonly conditions: readonly string[];
};

/** Who may assume a role and under which conditions. @param own the account that owns it */
export function admissionsOf(document: PolicyDocument, own?: string): readonly Admission[] {
  return statementsOf(document).map((statement) => ({
    effect: statement.effect,
    who: statement.principals.map((principal) => principalWords(principal, own)),
    inverted: statement.inverted,
    may: mayOf(statement),
    conditions: statement.conditions.map(conditionWords),
  }));
}

const others: Readonly<Record<string, string>> = {
  'sts:tagsession': 'tag its sessions',
  'sts:setsourceidentity': 'set a source identity',
  'sts:setcontext': 'pass context on',
};

function mayOf({ actions }: Statement): readonly string[] {
  const words = actions.map((action) => (isAssuming(action) ? 'assume it' : (others[action.toLowerCase()] ?? action)));
  return [...new Set(words)];
}

/** Whether an action, wildcards included, is one of the three that open a role. */
export function isAssuming(action: string): boolean {
  const pattern = action.toLowerCase();
  if (pattern === '*' || pattern === 'sts:*') return true;
  return pattern.startsWith('sts:assume');
}

/** An admission as one sentence: `Account 111122223333 may assume it, but only with MFA.` */
export function admissionSentence({ effect, who, inverted, may, conditions }: Admission): string {
  const subject = who.length === 0 ? 'Nobody' : inverted ? `Everyone but ${listed(who)}` : listed(who);
  const verb = effect === 'Allow' ? `may ${listed(may)}` : `may not ${may.join(' or ')}`;
  const when = conditions.length === 0 ? '' : `, ${effect === 'Allow' ? 'but only ' : 'if '}${listed(conditions)}`;
  const sentence = `${subject} ${verb}${when}.`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
