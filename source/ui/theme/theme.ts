import { once, oncePer } from '../../domain/once.ts';
import { textOn } from '../../domain/profiles/looks/color.ts';
import {
  badge16,
  type ColorDepth,
  isLightBackground,
  nearest16,
  nearest256,
  shapeContrast,
  textContrast,
  visible,
} from '../../domain/profiles/looks/palette.ts';

/** Props of Ink's `<Text>`. */
export type TextStyle = {
  readonly color?: string;
  readonly backgroundColor?: string;
  readonly bold?: boolean;
  readonly dimColor?: boolean;
  readonly underline?: boolean;
  readonly inverse?: boolean;
};

/** The look of a terminal: its depth of colour, on its background. */
export type Theme = {
  readonly strong: TextStyle;
  /** Text that a reader can skip. */
  readonly muted: TextStyle;
  /** The line or field in focus. */
  readonly accent: TextStyle;
  readonly good: TextStyle;
  readonly warn: TextStyle;
  readonly bad: TextStyle;
  /** Letters that match the search. */
  readonly mark: TextStyle;
  /** A bar in a profile's colour, as light or dark as it takes to be seen. */
  readonly bar: (color: string) => TextStyle;
  /** Text on a profile's colour, always legible. */
  readonly badge: (color: string) => TextStyle;
};

const strong: TextStyle = { bold: true };
const mark: TextStyle = { bold: true, underline: true };

/** Tones of their own; the background decides how light they are. */
const tones = { muted: '#8a8f9a', accent: '#4c8bf5', good: '#2f9e5b', warn: '#c47f17', bad: '#e5484d' } as const;

const none: Theme = {
  strong,
  mark,
  muted: { dimColor: true },
  accent: strong,
  good: {},
  warn: strong,
  bad: strong,
  bar: () => ({}),
  badge: () => ({ inverse: true, bold: true }),
};

const themes = new Map<string, Theme>();

/**
 * The look for a terminal. Where its background is unknown, every tone is a middle one, seen on dark and on light. Each is made once:
 * what the first frame has shown is known to the next one.
 */
export function themeFor(depth: ColorDepth, background?: string): Theme {
  const id = `${depth} ${background}`;
  const theme = themes.get(id) ?? made(depth, background);
  themes.set(id, theme);
  return theme;
}

function made(depth: ColorDepth, background: string | undefined): Theme {
  if (depth === 1) return none;
  if (depth === 4) return sixteen(background);
  const isRich = depth === 24;
  const seen = isRich ? (color: string) => color : (color: string) => nearest256(color).seen;
  const code = isRich ? (color: string) => color : (color: string) => `ansi256(${nearest256(color).number})`;
  const shade = (color: string, least: number): string => code(visible(color, background, least, depth));
  // Made when it is first drawn: to look for a shade takes time, and the first frame waits for what it does not show.
  const tone = (name: keyof typeof tones, more?: TextStyle) =>
    once((): TextStyle => ({ color: shade(tones[name], textContrast), ...more }));
  const [muted, accent, good, warn, bad] = [
    tone('muted'),
    tone('accent', strong),
    tone('good'),
    tone('warn'),
    tone('bad'),
  ];
  return {
    strong,
    mark,
    get muted() {
      return muted();
    },
    get accent() {
      return accent();
    },
    get good() {
      return good();
    },
    get warn() {
      return warn();
    },
    get bad() {
      return bad();
    },
    bar: oncePer((color) => ({ color: shade(color, shapeContrast) })),
    // The text contrasts with what is seen, which in the palette differs from the colour asked for.
    badge: oncePer((color) => ({ backgroundColor: code(color), color: textOn(seen(color)), bold: true })),
  };
}

/** The terminal's own palette. Its green and yellow are often pale, so that on a light background text has none. */
function sixteen(background: string | undefined): Theme {
  const onLight = isLightBackground(background);
  return {
    strong,
    mark,
    muted: { dimColor: true },
    accent: { color: onLight === false ? 'cyan' : onLight ? 'blue' : 'blueBright', bold: true },
    good: onLight ? {} : { color: 'green' },
    warn: onLight ? strong : { color: 'yellow' },
    bad: { color: onLight === false ? 'redBright' : 'red' },
    bar: (color) => ({ color: nearest16(color, background) }),
    badge: (color) => {
      const { on, text } = badge16(color);
      return { backgroundColor: on, color: text, bold: text !== 'black' };
    },
  };
}
