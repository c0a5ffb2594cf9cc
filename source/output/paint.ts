import { channels, textOn } from '../domain/profiles/looks/color.ts';
import {
  badge16,
  type Named,
  nearest16,
  nearest256,
  type Screen,
  shapeContrast,
  visible,
} from '../domain/profiles/looks/palette.ts';

type Style = (text: string) => string;

/** The styles of text outside the UI; without colours they leave the text as it is. */
export function paint(colors: boolean): {
  readonly strong: Style;
  readonly dim: Style;
  readonly danger: Style;
  readonly good: Style;
} {
  const wrap = (open: string, close: number): Style => (colors ? styled(open, close) : (text) => text);
  return { strong: wrap('1', 22), dim: wrap('2', 22), danger: wrap('31', 39), good: wrap('32', 39) };
}

/** A terminal that shows colours, for {@link barOn} and {@link badgeOn}; undefined where no colours are wanted. */
export type Canvas = Screen | undefined;

/** The bar of a role, seen on the terminal's background. */
export function barOn(canvas: Canvas, color: string): string {
  if (canvas === undefined) return '▌';
  return styled(ink(canvas, color), 39)('▌');
}

/** A role's name on its colour; without colours the name alone. */
export function badgeOn(canvas: Canvas, color: string, name: string): string {
  if (canvas === undefined) return name;
  const { on, text } = badge(canvas, color);
  return styled(on, 49)(styled(text, 39)(` ${name} `));
}

const styled =
  (open: string, close: number): Style =>
  (text) =>
    `\u001B[${open}m${text}\u001B[${close}m`;

function ink({ depth, background }: Screen, color: string): string {
  if (depth === 24) return `38;2;${channels(visible(color, background, shapeContrast)).join(';')}`;
  if (depth === 8) return `38;5;${nearest256(visible(color, background, shapeContrast, depth)).number}`;
  return String(30 + numberOf(nearest16(color, background)));
}

function badge({ depth }: Screen, color: string): { readonly on: string; readonly text: string } {
  if (depth === 24) {
    return { on: `48;2;${channels(color).join(';')}`, text: `38;2;${channels(textOn(color)).join(';')}` };
  }
  if (depth === 8) {
    const { number, seen } = nearest256(color);
    return { on: `48;5;${number}`, text: `38;5;${textOn(seen) === '#000000' ? 16 : 231}` };
  }
  const { on, text } = badge16(color);
  return { on: String(40 + numberOf(on)), text: String(30 + numberOf(text)) };
}

const order = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

/** What SGR adds to 30 and 40 for a colour of the terminal's own palette: the bright ones begin at 60. */
function numberOf(name: Named): number {
  if (name === 'gray') return 60;
  const [, dark = '', bright] = /^([a-z]+?)(Bright)?$/.exec(name) ?? [];
  return order.indexOf(dark as (typeof order)[number]) + (bright ? 60 : 0);
}
