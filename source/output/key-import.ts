import type { ImportableKey, KeyImport, KeyRemark } from '../domain/access-keys/import/plan.ts';
import type { KeySource } from '../domain/access-keys/import/sources.ts';
import { plain } from '../domain/display/sanitize.ts';
import { paint } from './paint.ts';
import { alignedTable } from './table.ts';

/** What an import of keys would do, a line each. No secret. */
export function keyImportAsText(
  { keys, same, left, conflicts }: KeyImport,
  { source, colors }: { readonly source: KeySource; readonly colors: boolean },
): string {
  const { dim, danger, good } = paint(colors);
  const rows = keys.map((each) => [
    '+',
    each.name,
    each.key?.accessKeyId ?? '',
    whence(each, source),
    what(each, source),
  ]);
  const remark = (sign: string, { name, at, why }: KeyRemark) =>
    `${sign} ${plain(name)}: ${plain(why)}${at === undefined ? '' : ` ${dim(`${plain(at.file)}:${at.line}`)}`}\n`;
  return [
    ...alignedTable(rows).map((line) => `${good(line)}\n`),
    ...keys.flatMap(({ name, alike }) =>
      alike.length === 0
        ? []
        : `${dim('·')} ${plain(name)} has the same key as ${alike.map(plain).join(', ')}: a rotation replaces only one of them\n`,
    ),
    ...same.map((name) => `${dim('=')} ${plain(name)} is already stored\n`),
    ...left.map((each) => remark(dim('·'), each)),
    ...conflicts.map((each) => remark(danger('✗'), each)),
  ].join('');
}

const whence = ({ at }: ImportableKey, source: KeySource): string =>
  source === 'credentials' && at !== undefined ? `${at.file}:${at.line}` : source;

function what({ isStored }: ImportableKey, source: KeySource): string {
  const first = isStored ? 'is already stored: ' : 'store it, ';
  const out = source === 'credentials' ? ', remove it from the file' : '';
  return `${first}write its line${out}`;
}
