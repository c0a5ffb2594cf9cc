import { type Conditions, many } from './document.ts';
import { allOf, anyOf, type Context, equalsText, matchesPattern, not, type Ternary } from './match.ts';

/** Whether every condition of a statement holds; unknown where one of them is not understood. */
export function conditionsHold(conditions: Conditions | undefined, context: Context): Ternary {
  const blocks = Object.entries(conditions ?? {});
  return allOf(
    blocks.flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, expected]) => conditionHolds(operator, key, many(expected).map(String), context)),
    ),
  );
}

function conditionHolds(name: string, key: string, expected: readonly string[], context: Context): Ternary {
  if (!context.knows(key)) return undefined;
  const actual = context.values(key);
  if (name === 'Null') return isNull(actual, expected);
  const [, set, base = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.+?)(IfExists)?$/.exec(name) ?? [];
  const operator = operatorNamed(base);
  if (!operator) return undefined;
  if (actual === undefined) return set === 'ForAnyValue' ? false : Boolean(set || ifExists || operator.negated);
  const results = actual.map((value) => holdsForValue(operator, value, expected, context));
  if (set === 'ForAllValues') return allOf(results);
  if (set === 'ForAnyValue') return anyOf(results);
  return results.length === 1 ? results[0] : undefined;
}

/** The expected values are alternatives; for a negated operator none of them may match. */
function holdsForValue(operator: Operator, actual: string, expected: readonly string[], context: Context): Ternary {
  const matched = anyOf(expected.map((value) => operator.compare(actual, value, context)));
  return operator.negated ? not(matched) : matched;
}

function isNull(actual: readonly string[] | undefined, expected: readonly string[]): Ternary {
  return anyOf(
    expected.map((value) =>
      value === 'true' || value === 'false' ? (value === 'true') === (actual === undefined) : undefined,
    ),
  );
}

/** Compares a value of the request with a value of the policy. */
type Compare = (actual: string, expected: string, context: Context) => Ternary;

/** How a condition operator compares, and whether the comparison must fail (`StringNotEquals`). */
export interface Operator {
  readonly compare: Compare;
  readonly negated: boolean;
}

const sameIgnoringCase: Compare = (actual, expected, context) =>
  equalsText(expected.toLowerCase(), actual.toLowerCase(), context);

const bool: Compare = (actual, expected) => {
  const known = (text: string) => /^(?:true|false)$/i.test(text);
  return known(expected) && known(actual) ? actual.toLowerCase() === expected.toLowerCase() : undefined;
};

const ordered =
  (parse: (text: string) => number, holds: (a: number, b: number) => boolean): Compare =>
  (actual, expected) => {
    const [left, right] = [parse(actual), parse(expected)];
    return Number.isNaN(left) || Number.isNaN(right) ? undefined : holds(left, right);
  };

const number = (text: string) => (/^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN);
// AWS takes dates in ISO 8601 and as seconds since 1970.
const date = (text: string) => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text));

/** ARNs are compared part by part, so that no wildcard reaches over a colon. */
const arn: Compare = (actual, expected, context) => {
  const [left, right] = [parts(actual), parts(expected)];
  if (left.length !== 6 || right.length !== 6) return false;
  return allOf(right.map((pattern, index) => matchesPattern(pattern, left[index] ?? '', context)));
};

const parts = (text: string) => {
  const all = text.split(':');
  return all.length < 6 ? all : [...all.slice(0, 5), all.slice(5).join(':')];
};

const COMPARISONS: Readonly<Record<string, Compare>> = {
  StringEquals: (actual, expected, context) => equalsText(expected, actual, context),
  StringEqualsIgnoreCase: sameIgnoringCase,
  StringLike: (actual, expected, context) => matchesPattern(expected, actual, context),
  Bool: bool,
  ArnEquals: arn,
  ArnLike: arn,
  ...orderings('Numeric', number),
  ...orderings('Date', date),
};

function orderings(kind: string, parse: (text: string) => number): Record<string, Compare> {
  return {
    [`${kind}Equals`]: ordered(parse, (a, b) => a === b),
    [`${kind}LessThan`]: ordered(parse, (a, b) => a < b),
    [`${kind}LessThanEquals`]: ordered(parse, (a, b) => a <= b),
    [`${kind}GreaterThan`]: ordered(parse, (a, b) => a > b),
    [`${kind}GreaterThanEquals`]: ordered(parse, (a, b) => a >= b),
  };
}

/** The operator of this name, `…Not…` ones included; `undefined` for one this evaluator does not know. */
export function operatorNamed(name: string): Operator | undefined {
  const positive = name.replace(/^(String|Numeric|Date|Arn)Not(Equals|EqualsIgnoreCase|Like)$/, '$1$2');
  const compare = Object.hasOwn(COMPARISONS, positive) ? COMPARISONS[positive] : undefined;
  return compare && { compare, negated: positive !== name };
}
