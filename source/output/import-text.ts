import { plain } from '../domain/display/sanitize.ts';
import type { Import } from '../domain/profiles/edit/aesr.ts';
import { paint } from './paint.ts';

type Look = { readonly file: string; readonly config: string; readonly colors: boolean };

/** What an import would do, and what stands in its way, each with the line it comes from. */
export function importAsText({ add, same, conflicts }: Import, { file, config, colors }: Look): string {
  const { strong, dim, danger } = paint(colors);
  const sections = add.map(({ name, settings, line }) => {
    const keys = Object.entries(settings).filter(([, value]) => value !== undefined);
    const head = `${strong(`+ [profile ${plain(name)}]`)} ${dim(`${plain(file)}:${line}`)}\n`;
    return head + keys.map(([key, value]) => `  ${key} = ${plain(value ?? '')}\n`).join('');
  });
  const there = same.map((name) => `${dim('=')} ${plain(name)} ${dim(`is in ${plain(config)} already`)}\n`);
  const left = conflicts.map(
    ({ name, line, why }) =>
      `${danger('✗')} ${plain(name) || 'a line'}: ${plain(why)} ${dim(`${plain(file)}:${line}`)}\n`,
  );
  const nothing = add.length + same.length + conflicts.length === 0 ? ['There is no profile in it.\n'] : [];
  return [...sections, ...there, ...left, ...nothing].join('');
}
