import { channels, textOn } from '../../domain/profiles/looks/color.ts';

/** Props of Ink's `<Text>`. */
export type TextStyle = {
  readonly color?: string;
  readonly backgroundColor?: string;
  readonly bold?: boolean;
  readonly dimColor?: boolean;
  readonly underline?: boolean;
  readonly inverse?: boolean;
};

/** One look for dark and light terminals: no style depends on the background. */
export type Theme = {
  readonly strong: TextStyle;
  /** Text that a reader can skip. */
  readonly muted: TextStyle;
  /** Lines that only guide the eye. */
  readonly faint: TextStyle;
  /** The line or field in focus. */
  readonly accent: TextStyle;
  readonly good: TextStyle;
  readonly warn: TextStyle;
  readonly bad: TextStyle;
  /** Letters that match the search. */
  readonly mark: TextStyle;
  /** Text in a profile's colour. */
  readonly bar: (color: string) => TextStyle;
  /** Text on a profile's colour, always legible. */
  readonly badge: (color: string) => TextStyle;
};

export type ColorDepth = 1 | 4 | 8 | 24;

const strong: TextStyle = { bold: true };
const mark: TextStyle = { bold: true, underline: true };

/** Middle tones: each has a contrast of at least 3 to 1 with black and with white. */
const rich = {
  strong,
  mark,
  muted: { color: '#7c818c' },
  faint: { color: '#7c818c', dimColor: true },
  accent: { color: '#4c8bf5', bold: true },
  good: { color: '#2f9e5b' },
  warn: { color: '#c47f17' },
  bad: { color: '#e5484d' },
} as const;

/** The same in the fixed part of the 256-colour palette. */
const fixed = {
  strong,
  mark,
  muted: { color: 'ansi256(244)' },
  faint: { color: 'ansi256(244)', dimColor: true },
  accent: { color: 'ansi256(69)', bold: true },
  good: { color: 'ansi256(35)' },
  warn: { color: 'ansi256(172)' },
  bad: { color: 'ansi256(167)' },
} as const;

/** The terminal's own palette, which the person chose to suit the background. */
const sixteen = {
  strong,
  mark,
  muted: { dimColor: true },
  faint: { dimColor: true },
  accent: { color: 'blue', bold: true },
  good: { color: 'green' },
  warn: { color: 'yellow' },
  bad: { color: 'red' },
} as const;

const none = {
  strong,
  mark,
  muted: { dimColor: true },
  faint: { dimColor: true },
  accent: strong,
  good: {},
  warn: strong,
  bad: strong,
  bar: () => ({}),
  badge: () => ({ inverse: true, bold: true }),
} as const;

/** The look for a terminal with so many bits of colour. */
export function themeFor(depth: ColorDepth): Theme {
  if (depth === 1) return none;
  if (depth === 4) return { ...sixteen, bar: (color) => ({ color: nameOf(color) }), badge: namedBadge };
  if (depth === 8) return { ...fixed, bar: (color) => ({ color: nearest256(color).code }), badge: fixedBadge };
  return { ...rich, bar: (color) => ({ color }), badge: (color) => badgeOf(color, color) };
}

const badgeOf = (code: string, color: string): TextStyle => ({
  backgroundColor: code,
  color: textOn(color),
  bold: true,
});

/** The text contrasts with the palette's colour, which differs from the one asked for. */
function fixedBadge(color: string): TextStyle {
  const { code, seen } = nearest256(color);
  return badgeOf(code, seen);
}

/** The six terminal colours that have a hue, and grey; shades differ from terminal to terminal. */
const hues = ['red', 'yellow', 'green', 'cyan', 'blue', 'magenta'] as const;

function nameOf(color: string): (typeof hues)[number] | 'gray' {
  const [r, g, b] = channels(color);
  const most = Math.max(r, g, b);
  const spread = most - Math.min(r, g, b);
  if (spread < 24) return 'gray';
  const turn = most === r ? ((g - b) / spread + 6) % 6 : most === g ? (b - r) / spread + 2 : (r - g) / spread + 4;
  return hues[Math.round(turn) % 6] as (typeof hues)[number];
}

/** Black on the palette's light colours, white on its dark ones, in every common palette. */
function namedBadge(color: string): TextStyle {
  const name = nameOf(color);
  const dark = name === 'red' || name === 'blue' || name === 'magenta' || name === 'gray';
  return { backgroundColor: name, color: dark ? 'whiteBright' : 'black', bold: dark };
}

const steps = [0, 95, 135, 175, 215, 255] as const;

/** The nearest colour of the 256-colour cube: its name for Ink, and its `#rrggbb`. */
export function nearest256(color: string): { readonly code: string; readonly seen: string } {
  const cube = channels(color).map((value) =>
    steps.reduce<number>(
      (best, step, at) => (Math.abs(step - value) < Math.abs((steps[best] as number) - value) ? at : best),
      0,
    ),
  ) as [number, number, number];
  const code = 16 + 36 * cube[0] + 6 * cube[1] + cube[2];
  return { code: `ansi256(${code})`, seen: `#${cube.map((at) => hexOf(steps[at] as number)).join('')}` };
}

const hexOf = (value: number): string => value.toString(16).padStart(2, '0');
