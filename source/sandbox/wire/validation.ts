import { validationError } from './problem.ts';
import type { Parameters } from './request.ts';

/** A parameter in the service model. Lengths in characters, `pattern` as AWS writes it, unanchored. */
export type Constraint =
  | {
      readonly type: 'text';
      readonly required?: true;
      readonly min?: number;
      readonly max?: number;
      readonly pattern?: string;
    }
  | { readonly type: 'integer'; readonly required?: true; readonly min: number; readonly max: number }
  | { readonly type: 'enum'; readonly required?: true; readonly values: readonly string[] };

/** Parameter name, as sent → constraint. */
export type Constraints = Readonly<Record<string, Constraint>>;

/** Throws the ValidationError AWS words for parameters that break their constraints, all of them in one text. */
export function validate(parameters: Parameters, constraints: Constraints): void {
  const failures = Object.entries(constraints).flatMap(([name, constraint]) =>
    violations(parameters.get(name), constraint).map((member) =>
      failure(camelCase(name), parameters.get(name), member),
    ),
  );
  failValidation(failures);
}

/** Throws for a list of failures as `failure` words them; returns when it is empty. */
export function failValidation(failures: readonly string[]): void {
  if (failures.length === 0) return;
  const count = failures.length === 1 ? '1 validation error' : `${failures.length} validation errors`;
  throw validationError(`${count} detected: ${failures.join('; ')}`);
}

/** One failed constraint; `name` in camel case, as AWS shows it. */
export function failure(name: string, value: string | undefined, member: string): string {
  const shown = value === undefined ? 'null' : `'${value}'`;
  return `Value ${shown} at '${name}' failed to satisfy constraint: Member must ${member}`;
}

/** The constraints that a value breaks, in AWS's words; empty where it breaks none. */
export function violations(value: string | undefined, constraint: Constraint): string[] {
  if (value === undefined) return constraint.required ? ['not be null'] : [];
  if (constraint.type === 'enum') {
    return constraint.values.includes(value) ? [] : [`satisfy enum value set: [${constraint.values.join(', ')}]`];
  }
  if (constraint.type === 'integer') return integerViolations(value, constraint);
  const { min = 0, max = Number.POSITIVE_INFINITY, pattern } = constraint;
  const length = [...value].length;
  return [
    ...(length < min ? [`have length greater than or equal to ${min}`] : []),
    ...(length > max ? [`have length less than or equal to ${max}`] : []),
    ...(pattern !== undefined && !new RegExp(`^(?:${pattern})$`, 'u').test(value)
      ? [`satisfy regular expression pattern: ${pattern}`]
      : []),
  ];
}

function integerViolations(text: string, { min, max }: { min: number; max: number }): string[] {
  if (!/^-?\d{1,10}$/.test(text)) return ['be an integer'];
  return [
    ...(Number(text) < min ? [`have value greater than or equal to ${min}`] : []),
    ...(Number(text) > max ? [`have value less than or equal to ${max}`] : []),
  ];
}

const camelCase = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
