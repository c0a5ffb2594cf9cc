import { plain } from '../domain/display/sanitize.ts';
import { paint } from './paint.ts';
import { cellWidth } from './width.ts';

/** Puts a profile's name before each of its lines, in a column as wide as the widest name. */
export function labelled(profile: string, profiles: readonly string[], colors: boolean): (line: string) => string {
  const name = plain(profile);
  const width = Math.max(...profiles.map((each) => cellWidth(plain(each))));
  const label = paint(colors).dim(`${name}${' '.repeat(width - cellWidth(name))} │ `);
  return (line) => `${label}${line}\n`;
}

/** How each profile's command ended, in one line: `3 done · prod: 2 · audit: left out`. */
export function summary(
  codes: readonly (readonly [profile: string, code: number | 'left out'])[],
  colors: boolean,
): string {
  const { danger, dim } = paint(colors);
  const well = codes.filter(([, code]) => code === 0).length;
  const others = codes
    .filter(([, code]) => code !== 0)
    .map(([profile, code]) =>
      code === 'left out' ? dim(`${plain(profile)}: left out`) : danger(`${plain(profile)}: ${code}`),
    );
  return `${[`${well} of ${codes.length} done`, ...others].join(' · ')}\n`;
}
