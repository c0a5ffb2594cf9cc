import { channels, textOn } from '../profiles/looks/color.ts';
import { nearest256 } from '../profiles/looks/palette.ts';
import { screenIn } from '../terminal/colors.ts';
import type { Environment } from './environment.ts';

/**
 * The profile's colour as the parameters of an SGR sequence (`48;2;183;202;157;38;2;0;0;0`), legible on itself and in
 * no more colours than the terminal has; `''` where the person wants none. Shells only put `ESC [` and `m` around it.
 *
 * @param color `#rrggbb`
 */
export function promptStyle(color: string, environment: Environment): string {
  const { depth } = screenIn(environment);
  if (depth === 1 || !/^#[0-9a-f]{6}$/i.test(color)) return '';
  if (depth === 24) return `48;2;${rgb(color)};38;2;${rgb(textOn(color))}`;
  const { number, seen } = nearest256(color);
  if (depth === 8) return `48;5;${number};38;5;${textOn(seen) === '#000000' ? 16 : 231}`;
  // Sixteen colours and less: which one a terminal paints for "red" is the person's choice, so black on white is all
  // that is sure to be legible.
  return '7';
}

const rgb = (color: string): string => channels(color).join(';');
