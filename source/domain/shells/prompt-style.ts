import type { Environment } from './environment.ts';

/**
 * The profile's colour as the parameters of an SGR sequence (`48;2;183;202;157;38;2;0;0;0`), legible on itself and in
 * no more colours than the terminal has; `''` where the person wants none. Shells only put `ESC [` and `m` around it.
 *
 * @param color `#rrggbb`
 */
export function promptStyle(color: string, environment: Environment): string {
  const channels = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i
    .exec(color)
    ?.slice(1)
    .map((hex) => Number.parseInt(hex, 16));
  const term = environment.TERM ?? '';
  if (!channels || environment.NO_COLOR || term === 'dumb') return '';
  const [red = 0, green = 0, blue = 0] = channels;
  const dark = luminance(red, green, blue) < 0.179;
  if (/^(truecolor|24bit)$/.test(environment.COLORTERM ?? '') || /-direct$/.test(term)) {
    return `48;2;${red};${green};${blue};38;2;${dark ? '255;255;255' : '0;0;0'}`;
  }
  if (/256/.test(term)) {
    return `48;5;${16 + 36 * cube(red) + 6 * cube(green) + cube(blue)};38;5;${dark ? 231 : 16}`;
  }
  // Sixteen colours and less: which one a terminal paints for "red" is the person's choice, so black on white is all
  // that is sure to be legible.
  return '7';
}

/** Nearest step of the 6 × 6 × 6 cube. */
function cube(channel: number): number {
  return channel < 48 ? 0 : channel < 115 ? 1 : Math.floor((channel - 35) / 40);
}

/** Relative luminance as WCAG has it; black and white are equally legible at 0.179. */
function luminance(...channels: readonly [number, number, number]): number {
  const [red, green, blue] = channels.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
