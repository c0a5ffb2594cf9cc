import xterm from '@xterm/headless';
import { contrast } from '../../../source/domain/profiles/looks/color.ts';

/** A cell of a terminal as it is seen: `#rrggbb`; undefined where that is a colour of the person's own. */
export type SeenCell = {
  readonly char: string;
  readonly color: string | undefined;
  readonly background: string | undefined;
};

/** The look that a terminal has of itself. */
export type Look = { readonly text: string; readonly background: string };

const hex = (value: number): string => `#${value.toString(16).padStart(6, '0')}`;

/** A colour by its number among 256; undefined for the sixteen that each terminal has of its own. */
function numbered(number: number): string | undefined {
  if (number < 16) return undefined;
  if (number >= 232) return hex((8 + (number - 232) * 10) * 0x010101);
  const level = (of: number) => [0, 95, 135, 175, 215, 255][Math.floor((number - 16) / of) % 6] ?? 0;
  return hex((level(36) << 16) + (level(6) << 8) + level(1));
}

/** What a terminal of that size shows after it has read a text: its lines, cell by cell. */
export async function cellsOf(
  text: string,
  { columns, rows }: { readonly columns: number; readonly rows: number },
  look: Look,
): Promise<readonly (readonly SeenCell[])[]> {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(text, resolve));
  const lines = cellsOn(terminal, look);
  terminal.dispose();
  return lines;
}

/** What a terminal shows, cell by cell. */
export function cellsOn(terminal: xterm.Terminal, look: Look): readonly (readonly SeenCell[])[] {
  const buffer = terminal.buffer.active;
  return Array.from({ length: terminal.rows }, (_, row) => {
    const line = buffer.getLine(buffer.baseY + row);
    return Array.from({ length: terminal.cols }, (_, column): SeenCell => {
      const cell = line?.getCell(column);
      if (cell === undefined) return { char: '', color: look.text, background: look.background };
      const color = cell.isFgDefault() ? look.text : (cell.isFgRGB() ? hex : numbered)(cell.getFgColor());
      const background = cell.isBgDefault() ? look.background : (cell.isBgRGB() ? hex : numbered)(cell.getBgColor());
      const isTurned = Boolean(cell.isInverse());
      return {
        char: cell.getChars(),
        color: isTurned ? background : color,
        background: isTurned ? color : background,
      };
    });
  });
}

/** The text with the least contrast, and the bar. */
export function worst(cells: readonly (readonly SeenCell[])[]): {
  text: readonly [number, string];
  bar: readonly [number, string];
} {
  let text: readonly [number, string] = [21, ''];
  let bar: readonly [number, string] = [21, ''];
  for (const line of cells)
    for (const { char, color, background } of line) {
      if (char.trim() === '') continue;
      const has = contrast(color ?? '', background ?? '');
      const what = `${char} ${color} on ${background} in “${line
        .map((cell) => cell.char || ' ')
        .join('')
        .trimEnd()}”`;
      if (char === '▌' || char === '█') bar = has < bar[0] ? [has, what] : bar;
      else text = has < text[0] ? [has, what] : text;
    }
  return { text, bar };
}
