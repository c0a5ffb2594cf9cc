import type { Context } from './context.ts';
import { type Conditions, many } from './document.ts';
import { type Operator, operatorNamed } from './operators.ts';
import { allOf, anyOf, not, type Ternary } from './ternary.ts';

/** Whether every condition of a statement holds; unknown where one of them is not understood. */
export function conditionsHold(conditions: Conditions | undefined, context: Context): Ternary {
  const blocks = Object.entries(conditions ?? {});
  return allOf(
    blocks.flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, wanted]) => conditionHolds(operator, key, many(wanted).map(String), context)),
    ),
  );
}

function conditionHolds(name: string, key: string, wanted: readonly string[], context: Context): Ternary {
  if (!context.knows(key)) return undefined;
  const actual = context.values(key);
  if (name === 'Null') return isNull(actual, wanted);
  const [, set, base = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.+?)(IfExists)?$/.exec(name) ?? [];
  const operator = operatorNamed(base);
  if (!operator) return undefined;
  if (actual === undefined) return set === 'ForAnyValue' ? false : Boolean(set || ifExists || operator.negated);
  const results = actual.map((value) => holdsForValue(operator, value, wanted, context));
  if (set === 'ForAllValues') return allOf(results);
  if (set === 'ForAnyValue') return anyOf(results);
  return results.length === 1 ? results[0] : undefined;
}

/** Wanted values are alternatives; a negated operator wants none of them to match. */
function holdsForValue(operator: Operator, actual: string, wanted: readonly string[], context: Context): Ternary {
  const matched = anyOf(wanted.map((value) => operator.compare(actual, value, context)));
  return operator.negated ? not(matched) : matched;
}

function isNull(actual: readonly string[] | undefined, wanted: readonly string[]): Ternary {
  return anyOf(
    wanted.map((value) =>
      value === 'true' || value === 'false' ? (value === 'true') === (actual === undefined) : undefined,
    ),
  );
}
