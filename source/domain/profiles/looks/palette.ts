import { once } from '../../once.ts';
import { channels, contrast, contrastOfLight, lightOf, luminance } from './color.ts';

/** Bits of colour that a terminal shows. */
export type ColorDepth = 1 | 4 | 8 | 24;

/** What a terminal can show, and on what. */
export type Screen = {
  readonly depth: ColorDepth;
  /** `#rrggbb`; undefined where neither the terminal nor its environment says. */
  readonly background: string | undefined;
};

/** The least contrast of a shape, such as a bar, and of text, by WCAG 2. */
export const shapeContrast = 3;
export const textContrast = 4.5;

/** A colour seen on both is seen on every usual dark and light background: no background is nearer to grey. */
const usualBackgrounds = once(() => [luminance('#1e1e2e'), luminance('#fdf6e3')] as const);

/** How many shades of a colour are tried in each direction. */
const shades = 48;

/**
 * The colour, lighter or darker by as little as it takes to be seen on the terminal's background; on an unknown background, a
 * middle tone. Where no shade has that contrast, the one with the most.
 * @param depth what the terminal shows of a colour: all of it, or its nearest of the 256-colour cube
 */
export function visible(color: string, background: string | undefined, least: number, depth: 8 | 24 = 24): string {
  const [one, other] = background === undefined ? usualBackgrounds() : [luminance(background)];
  const seen = depth === 8 ? (channel: number) => stepOf(nearestStep(channel)) : (channel: number) => channel;
  const contrastOf = (r: number, g: number, b: number): number => {
    const own = lightOf(seen(r), seen(g), seen(b));
    const has = contrastOfLight(own, one);
    return other === undefined ? has : Math.min(has, contrastOfLight(own, other));
  };
  const [r, g, b] = channels(color);
  let [shade, most] = [color, contrastOf(r, g, b)];
  // Nearly a hundred shades are looked at where none will do, before the first row is drawn: they are numbers until one is best.
  const look = (end: number, share: number): void => {
    const [red, green, blue] = [mixed(r, end, share), mixed(g, end, share), mixed(b, end, share)];
    const has = contrastOf(red, green, blue);
    if (has <= most) return;
    shade = rgb(red, green, blue);
    most = has;
  };
  for (let step = 1; step <= shades && most < least; step++) {
    look(255, step / shades);
    look(0, step / shades);
  }
  return shade;
}

/** A channel with a share of white or black. @param end the channel of that one */
const mixed = (channel: number, end: number, share: number): number => Math.round(channel + (end - channel) * share);

const rgb = (r: number, g: number, b: number): string => `#${((r << 16) | (g << 8) | b).toString(16).padStart(6, '0')}`;

const steps = [0, 95, 135, 175, 215, 255] as const;

/** The nearest colour of the 256-colour cube: its number, and its `#rrggbb`. */
export function nearest256(color: string): { readonly number: number; readonly seen: string } {
  const [r, g, b] = channels(color).map(nearestStep) as [number, number, number];
  return { number: 16 + 36 * r + 6 * g + b, seen: rgb(stepOf(r), stepOf(g), stepOf(b)) };
}

const stepOf = (at: number): number => steps[at] as number;

function nearestStep(value: number): number {
  let best = 0;
  for (let at = 1; at < steps.length; at++)
    if (Math.abs(stepOf(at) - value) < Math.abs(stepOf(best) - value)) best = at;
  return best;
}

/** The six colours of a terminal's own palette that have a hue. */
export type Hue = 'red' | 'yellow' | 'green' | 'cyan' | 'blue' | 'magenta';

/** A colour of the terminal's own palette of sixteen, as Ink and chalk name it. */
export type Named = Hue | `${Hue}Bright` | 'black' | 'gray' | 'white' | 'whiteBright';

/** Where each hue begins, in degrees. */
const hues: readonly (readonly [from: number, hue: Hue])[] = [
  [335, 'red'],
  [255, 'magenta'],
  [200, 'blue'],
  [160, 'cyan'],
  [70, 'green'],
  [20, 'yellow'],
  [0, 'red'],
];

/** Hue and lightness; no hue where the colour is a grey. */
function lookOf(color: string): { readonly hue: Hue | undefined; readonly isLight: boolean } {
  const [r, g, b] = channels(color);
  const most = Math.max(r, g, b);
  const spread = most - Math.min(r, g, b);
  const isLight = contrast(color, '#000000') >= 9;
  if (spread < 24) return { hue: undefined, isLight };
  const turn = most === r ? ((g - b) / spread + 6) % 6 : most === g ? (b - r) / spread + 2 : (r - g) / spread + 4;
  return { hue: hues.find(([from]) => turn * 60 >= from)?.[1], isLight };
}

/** Whether a background is a light one; undefined where it is unknown. */
export const isLightBackground = (background: string | undefined): boolean | undefined =>
  background === undefined ? undefined : contrast(background, '#000000') > contrast(background, '#ffffff');

/** Bright colours that are seen on white as well. */
const brightOnWhite: ReadonlySet<Hue> = new Set(['red', 'magenta', 'blue']);

/**
 * The nearest of sixteen colours. Pale colours are the bright ones, so that two of one hue differ: on a dark background each, on
 * a light one those that are seen there. Dark blue is not seen on black in the usual palettes.
 */
export function nearest16(color: string, background: string | undefined): Named {
  const { hue, isLight } = lookOf(color);
  const onLight = isLightBackground(background);
  if (hue === undefined) return onLight === false ? 'white' : 'gray';
  if (hue === 'blue') return onLight && !isLight ? 'blue' : 'blueBright';
  const mayBeBright = onLight === false || brightOnWhite.has(hue);
  return isLight && mayBeBright ? `${hue}Bright` : hue;
}

/** Text on the nearest of sixteen colours, legible in the usual palettes. */
export function badge16(color: string): { readonly on: Named; readonly text: 'black' | 'whiteBright' } {
  const { hue, isLight } = lookOf(color);
  if (hue === undefined) return isLight ? { on: 'white', text: 'black' } : { on: 'black', text: 'whiteBright' };
  const on = isLight && hue !== 'blue' ? (`${hue}Bright` as const) : hue;
  const isDark = on === 'red' || on === 'blue' || on === 'magenta';
  return { on, text: isDark ? 'whiteBright' : 'black' };
}
