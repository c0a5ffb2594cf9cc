/** Yes, no, or `undefined` for what this evaluator does not understand. */
export type Ternary = boolean | undefined;

/** False as soon as one is false; otherwise unknown as soon as one is unknown. */
export function allOf(values: readonly Ternary[]): Ternary {
  if (values.includes(false)) return false;
  return values.includes(undefined) ? undefined : true;
}

/** True as soon as one is true; otherwise unknown as soon as one is unknown. */
export function anyOf(values: readonly Ternary[]): Ternary {
  if (values.includes(true)) return true;
  return values.includes(undefined) ? undefined : false;
}

export function not(value: Ternary): Ternary {
  return value === undefined ? undefined : !value;
}
