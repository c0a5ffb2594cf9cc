import { capitalized, listed } from '../../display/sentence.ts';
import { own } from '../../own.ts';
import { inHours } from '../../profiles/values.ts';
import { isAboutAssuming, isAssuming, waysIn } from './actions.ts';
import { meetsAllWithoutMfa, requiresExternalId, requiresMfa } from './narrowing.ts';
import { type Condition, isMfa, type PolicyDocument, readOperator, type Statement, statementsOf } from './policy.ts';
import { principalWords } from './principal.ts';
import { warningsOf } from './warnings.ts';

/** One statement of a trust policy as a person reads it. */
export type Admission = {
  readonly effect: 'Allow' | 'Deny';
  /** Each a noun: `account 111122223333`. */
  readonly who: readonly string[];
  /** `NotPrincipal`: everyone except them. */
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

function mayOf(statement: Statement): readonly string[] {
  const { actions, allBut } = statement;
  if (!allBut) return [...new Set(actions.map(actionWords))];
  if (!isAboutAssuming(statement)) return [`do all but ${listed([...new Set(actions.map(actionWords))])}`];
  // One way in may be left out while another is open: then its name tells the two apart.
  const words = actions.map((action) => (isAssuming(action) ? action : actionWords(action)));
  return ['assume it', `do all else but ${listed(words)}`];
}

function actionWords(action: string): string {
  return isAssuming(action) ? 'assume it' : (own(others, action.toLowerCase()) ?? action);
}

/** An admission as one sentence: `Account 111122223333 may assume it, but only with MFA.` */
export function admissionSentence({ effect, who, inverted, may, conditions }: Admission): string {
  const subject = who.length === 0 ? 'Nobody' : inverted ? `Everyone but ${listed(who)}` : listed(who);
  const verb = effect === 'Allow' ? `may ${listed(may)}` : `may not ${may.join(' or ')}`;
  const when = conditions.length === 0 ? '' : `, ${effect === 'Allow' ? 'but only ' : 'if '}${listed(conditions)}`;
  return capitalized(`${subject} ${verb}${when}.`);
}

/** A condition in words; for an unknown key its name is used. */
export function conditionWords({ operator, key, values }: Condition): string {
  const { bare, ifExists, negated } = readOperator(operator);
  const list = values.join(' or ');
  const phrase = bare === 'null' && !isMfa(key) ? undefined : own(phrases, key.toLowerCase());
  const known = phrase?.(list, bare, negated);
  const words = known ?? generic(key, list, bare, negated);
  if (!ifExists) return words;
  return isMfa(key) ? `${words}, or with long-term keys, which MFA never comes with` : `${words} (if it is known)`;
}

type Phrase = (list: string, operator: string, negated: boolean) => string | undefined;

const named =
  (positive: string): Phrase =>
  (list, _operator, negated) =>
    negated ? `not ${positive} ${list}` : `${positive} ${list}`;

const phrases: Readonly<Record<string, Phrase>> = {
  'aws:multifactorauthpresent': (list, operator) => {
    if (operator === 'null') return list === 'true' ? 'without MFA information' : 'with MFA information';
    return /^true$/i.test(list) ? 'with MFA' : 'without MFA';
  },
  'aws:multifactorauthage': (list, operator) => {
    const seconds = Number(list);
    if (!operator.startsWith('numericlessthan') || !Number.isFinite(seconds)) return undefined;
    return `with MFA no older than ${length(seconds)}`;
  },
  'sts:externalid': named('with the external ID'),
  'sts:rolesessionname': named('with the session name'),
  'sts:sourceidentity': named('with the source identity'),
  'aws:sourceip': named('from the addresses'),
  'aws:sourcevpc': named('from the VPC'),
  'aws:sourcevpce': named('from the VPC endpoint'),
  'aws:principalorgid': named('from the organization'),
  'aws:principalorgpaths': named('from the organization path'),
  'aws:principalaccount': named('from the account'),
  'aws:principalarn': named('as'),
  'aws:sourcearn': named('on behalf of'),
  'aws:sourceaccount': named('on behalf of the account'),
  'aws:currenttime': (list, operator) => {
    if (operator.startsWith('dateless')) return `before ${list}`;
    return operator.startsWith('dategreater') ? `after ${list}` : undefined;
  },
  'saml:aud': named('for'),
};

function generic(key: string, list: string, operator: string, negated: boolean): string {
  if (operator === 'null') return list === 'true' ? `without ${key}` : `with ${key}`;
  if (key.endsWith(':sub')) return negated ? `not as ${list}` : `as ${list}`;
  if (key.endsWith(':aud')) return negated ? `not for ${list}` : `for ${list}`;
  if (/^numericlessthan|^dateless/.test(operator)) return `with ${key} up to ${list}`;
  if (/^numericgreaterthan|^dategreater/.test(operator)) return `with ${key} from ${list}`;
  return negated ? `with ${key} other than ${list}` : `with ${key} ${list}`;
}

function length(seconds: number): string {
  return seconds % 60 === 0 ? inHours(seconds) : `${seconds}s`;
}

/** Whether nobody at all is let in without MFA, in the ways that a statement is about. */
const deniesWithoutMfa = ({ effect, principals, inverted, conditions: [only, ...more] }: Statement): boolean =>
  effect === 'Deny' &&
  !inverted &&
  principals.some(({ kind }) => kind === 'anyone') &&
  only !== undefined &&
  more.length === 0 &&
  meetsAllWithoutMfa(only);

/** A trust policy in the width of a table's row. */
export type TrustSummary = {
  readonly who: readonly string[];
  /** Every statement that lets someone in requires it, or one denies all that comes without. */
  readonly mfa: boolean;
  /** Every statement that lets someone in requires it. */
  readonly externalId: boolean;
  /** Strangers can assume the role. */
  readonly open: boolean;
  /** Only AWS services may assume it, so nobody switches to it. */
  readonly servicesOnly: boolean;
};

/** @param own the account that owns the role */
export function summarizeTrust(document: PolicyDocument, own?: string): TrustSummary {
  const about = statementsOf(document).filter(isAboutAssuming);
  const allowing = about.filter(({ effect }) => effect === 'Allow');
  const ways = allowing.flatMap(waysIn);
  const isDenied = about.some((each) => deniesWithoutMfa(each) && ways.every((way) => waysIn(each).includes(way)));
  const principals = allowing.flatMap((statement) => statement.principals);
  const requires = (isRequired: (condition: Condition) => boolean) =>
    allowing.length > 0 && allowing.every(({ conditions }) => conditions.some(isRequired));
  return {
    who: [...new Set(principals.map((principal) => principalWords(principal, own)))],
    mfa: requires(requiresMfa) || (allowing.length > 0 && isDenied),
    externalId: requires(requiresExternalId),
    open: warningsOf(document).some(({ level }) => level === 'open'),
    servicesOnly: principals.length > 0 && principals.every(({ kind }) => kind === 'service'),
  };
}
