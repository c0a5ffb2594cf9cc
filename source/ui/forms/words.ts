import { lastPart } from '../../domain/profiles/arn.ts';
import { listOf } from './field.ts';
import type { FormState } from './model.ts';

/** What is chosen in a field of many, by the names people know. */
export function manyWords({ values, items }: FormState, id: string): string {
  const chosen = listOf(values, id);
  if (chosen.length === 0) return '–';
  const names = chosen.map((one) => items.find((item) => item.id === one)?.label ?? lastPart(one));
  return names.join(', ');
}
