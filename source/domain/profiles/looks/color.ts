import { own } from '../../own.ts';

/** CSS's named colours, name and value alternating. */
const css = `aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc bisque ffe4c4
black 000000 blanchedalmond ffebcd blue 0000ff blueviolet 8a2be2 brown a52a2a burlywood deb887 cadetblue 5f9ea0
chartreuse 7fff00 chocolate d2691e coral ff7f50 cornflowerblue 6495ed cornsilk fff8dc crimson dc143c cyan 00ffff
darkblue 00008b darkcyan 008b8b darkgoldenrod b8860b darkgray a9a9a9 darkgreen 006400 darkgrey a9a9a9 darkkhaki bdb76b
darkmagenta 8b008b darkolivegreen 556b2f darkorange ff8c00 darkorchid 9932cc darkred 8b0000 darksalmon e9967a
darkseagreen 8fbc8f darkslateblue 483d8b darkslategray 2f4f4f darkslategrey 2f4f4f darkturquoise 00ced1
darkviolet 9400d3 deeppink ff1493 deepskyblue 00bfff dimgray 696969 dimgrey 696969 dodgerblue 1e90ff firebrick b22222
floralwhite fffaf0 forestgreen 228b22 fuchsia ff00ff gainsboro dcdcdc ghostwhite f8f8ff gold ffd700 goldenrod daa520
gray 808080 green 008000 greenyellow adff2f grey 808080 honeydew f0fff0 hotpink ff69b4 indianred cd5c5c indigo 4b0082
ivory fffff0 khaki f0e68c lavender e6e6fa lavenderblush fff0f5 lawngreen 7cfc00 lemonchiffon fffacd lightblue add8e6
lightcoral f08080 lightcyan e0ffff lightgoldenrodyellow fafad2 lightgray d3d3d3 lightgreen 90ee90 lightgrey d3d3d3
lightpink ffb6c1 lightsalmon ffa07a lightseagreen 20b2aa lightskyblue 87cefa lightslategray 778899
lightslategrey 778899 lightsteelblue b0c4de lightyellow ffffe0 lime 00ff00 limegreen 32cd32 linen faf0e6
magenta ff00ff maroon 800000 mediumaquamarine 66cdaa mediumblue 0000cd mediumorchid ba55d3 mediumpurple 9370db
mediumseagreen 3cb371 mediumslateblue 7b68ee mediumspringgreen 00fa9a mediumturquoise 48d1cc mediumvioletred c71585
midnightblue 191970 mintcream f5fffa mistyrose ffe4e1 moccasin ffe4b5 navajowhite ffdead navy 000080 oldlace fdf5e6
olive 808000 olivedrab 6b8e23 orange ffa500 orangered ff4500 orchid da70d6 palegoldenrod eee8aa palegreen 98fb98
paleturquoise afeeee palevioletred db7093 papayawhip ffefd5 peachpuff ffdab9 peru cd853f pink ffc0cb plum dda0dd
powderblue b0e0e6 purple 800080 rebeccapurple 663399 red ff0000 rosybrown bc8f8f royalblue 4169e1 saddlebrown 8b4513
salmon fa8072 sandybrown f4a460 seagreen 2e8b57 seashell fff5ee sienna a0522d silver c0c0c0 skyblue 87ceeb
slateblue 6a5acd slategray 708090 slategrey 708090 snow fffafa springgreen 00ff7f steelblue 4682b4 tan d2b48c
teal 008080 thistle d8bfd8 tomato ff6347 turquoise 40e0d0 violet ee82ee wheat f5deb3 white ffffff whitesmoke f5f5f5
yellow ffff00 yellowgreen 9acd32`;

/** The colours of Firefox's container tabs, by which Granted names its own. */
export const containerColors = {
  blue: '#37adff',
  turquoise: '#00c79a',
  green: '#51cd00',
  yellow: '#ffcb00',
  orange: '#ff9f00',
  red: '#ff613d',
  pink: '#ff4bda',
  purple: '#af51f5',
} as const;
export type ContainerColor = keyof typeof containerColors;

let named: Map<string, string> | undefined;

/** The names are parsed on first use: most files have none. */
function cssColor(name: string): string | undefined {
  if (!named) {
    named = new Map();
    const words = css.split(/\s+/);
    for (let at = 0; at < words.length; at += 2) named.set(words[at] as string, `#${words[at + 1]}`);
  }
  return named.get(name);
}

/** `#rrggbb` of `ff0000`, `#ff0000`, `f00` or a name CSS knows; undefined of anything else. */
export function parseColor(text: string): string | undefined {
  const name = text.trim().toLowerCase();
  const digits = /^#?(?:([0-9a-f]{6})|([0-9a-f])([0-9a-f])([0-9a-f]))$/.exec(name);
  if (!digits) return cssColor(name);
  const [, long, r, g, b] = digits;
  return long ? `#${long}` : `#${r}${r}${g}${g}${b}${b}`;
}

/**
 * A profile's colour, `#rrggbb`: `color` as configured, else `granted_color`, else one derived from the account ID that
 * is the same on every machine.
 */
export function colorOf(
  configured: string | undefined,
  grantedColor: string | undefined,
  accountId: string | undefined,
): string {
  const chosen = configured === undefined ? undefined : parseColor(configured);
  if (chosen) return chosen;
  const granted = grantedColor?.trim().toLowerCase();
  if (granted) {
    const color = own<string>(containerColors, granted) ?? parseColor(granted);
    if (color) return color;
  }
  return accountId ? derived(accountId) : '#8a8f98';
}

/** The colours that a person chose, `#rrggbb` by profile name: `colors` of the settings. */
type Chosen = Readonly<Record<string, string>>;

/** The colour that a person chose for a profile. A profile may be called `constructor`, which every object has. */
export function chosenColor(chosen: Chosen, profile: string): string | undefined {
  return own(chosen, profile);
}

/** The colour of a role, `#rrggbb`: the person's choice, else the profile's, else one derived from the account. */
export function roleColor(
  chosen: Chosen,
  role: { readonly name: string; readonly color?: string; readonly accountId?: string | undefined },
): string {
  return chosenColor(chosen, role.name) ?? role.color ?? colorOf(undefined, undefined, role.accountId);
}

const made: string[] = [];

/** Twenty-four hues in two shades, of equal weight to the eye, visible on dark and on light; each is made once. */
function derived(accountId: string): string {
  const hash = mix(accountId);
  const hue = hash % 24;
  const shade = (hash >>> 8) % 2;
  const color = made[hue * 2 + shade] ?? oklch(shade === 0 ? 0.66 : 0.75, shade === 0 ? 0.15 : 0.12, hue * 15 + 10);
  made[hue * 2 + shade] = color;
  return color;
}

/** FNV-1a with a last stir: account IDs that differ in one digit end far apart. */
function mix(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** OKLCH to `#rrggbb`, https://bottosson.github.io/posts/oklab. */
function oklch(lightness: number, chroma: number, hue: number): string {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return `#${linear.map((value) => hex(value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055)).join('')}`;
}

/** `#rrggbb` in OKLab, where distances are as the eye sees them: lightness, green to red, blue to yellow. */
export function oklab(color: string): readonly [lightness: number, a: number, b: number] {
  const [r, g, b] = channels(color).map(linear) as [number, number, number];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

const hex = (value: number): string =>
  Math.round(Math.min(1, Math.max(0, value)) * 255)
    .toString(16)
    .padStart(2, '0');

/** Red, green and blue of `#rrggbb`, 0 to 255. */
export function channels(color: string): readonly [number, number, number] {
  const value = Number.parseInt(color.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** WCAG 2's relative luminance, 0 to 1. */
export const luminance = (color: string): number => lightOf(...channels(color));

/** The same of its channels, 0 to 255. */
export const lightOf = (r: number, g: number, b: number): number =>
  0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);

/** A channel of sRGB as light, 0 to 1. */
function linear(channel: number): number {
  const part = channel / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

/** WCAG 2's contrast of two colours, 1 to 21. */
export const contrast = (one: string, other: string): number => contrastOfLight(luminance(one), luminance(other));

/** The same of two luminances. */
export const contrastOfLight = (one: number, other: number): number =>
  (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);

/** Black or white, whichever reads better on the colour: never less than 4.5 to 1. */
export function textOn(color: string): '#000000' | '#ffffff' {
  return contrast(color, '#000000') >= contrast(color, '#ffffff') ? '#000000' : '#ffffff';
}
