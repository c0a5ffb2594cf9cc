import { type KeyFacts, keyRow } from '../domain/access-keys/facts.ts';
import { fitting, type Narrowing } from './fitting.ts';

const heads = ['NAME', 'ACCESS KEY', 'USER', 'PLACE', 'AGE', 'LAST USED', 'ALSO IN'] as const;

/** What a narrow terminal does without: whose a key is can be asked for, what is wrong with it is seen. */
const narrowings: readonly Narrowing[] = [
  { cut: 'ALSO IN', least: 24 },
  { cut: 'USER', least: 12 },
  { drop: 'AGE' },
  { drop: 'USER' },
  { cut: 'NAME', least: 12 },
  { drop: 'LAST USED' },
  { cut: 'ALSO IN', least: 12 },
];

/** The stored keys as a table, its head first. @param columns of the terminal; infinite where none shows it */
export function keyTable(keys: readonly KeyFacts[], now: number, columns: number): string[] {
  const rows = keys.map((each) => keyRow(each, now));
  return fitting(
    heads.map((head, column) => [head, ...rows.map((row) => row[column] ?? '')]),
    narrowings,
    columns,
  );
}
