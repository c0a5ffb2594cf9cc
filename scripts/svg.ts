/** A cell of a terminal's screen; a colour is `#rrggbb`, a number of the palette, or the terminal's own. */
export type Cell = {
  readonly text: string;
  readonly columns: number;
  readonly foreground: string | number | undefined;
  readonly background: string | number | undefined;
  readonly bold: boolean;
  readonly dim: boolean;
};

/** The colours of a terminal. */
export type Look = { readonly foreground: string; readonly background: string; readonly palette: readonly string[] };

export const looks: Readonly<Record<'dark' | 'light', Look>> = {
  dark: {
    foreground: '#d6dae0',
    background: '#16191f',
    palette: ['#16191f', '#ff6b6b', '#7bd88f', '#ffd479', '#6cb6ff', '#c792ea', '#5ccfe6', '#d6dae0', '#7a828e'],
  },
  light: {
    foreground: '#1f2328',
    background: '#ffffff',
    palette: ['#1f2328', '#b3261e', '#1a7f37', '#8a6100', '#0a58ca', '#7b3fb5', '#0b7285', '#57606a', '#6e7781'],
  },
};

const width = 8.4;
const height = 19;
const margin = 14;

/** Draws a screen as text on a grid: small, sharp at any size, and readable by screen readers. */
export function svgOf(rows: readonly (readonly Cell[])[], look: Look, title: string): string {
  const columns = Math.max(...rows.map((row) => row.reduce((sum, cell) => sum + cell.columns, 0)));
  const size = [columns * width + 2 * margin, rows.length * height + 2 * margin].map((side) => side.toFixed(0));
  const body = rows.flatMap((row, index) => rowMarks(row, margin + index * height, look));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.join(' ')}" width="${size[0]}" role="img" aria-label="${escaped(title)}">
<rect width="100%" height="100%" rx="8" fill="${look.background}"/>
<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="14" fill="${look.foreground}">
${body.join('\n')}
</g>
</svg>
`;
}

type Run = { cells: Cell[]; column: number };

/** Neighbours of the same look become one piece of text. */
function runsOf(row: readonly Cell[]): readonly Run[] {
  const runs: Run[] = [];
  let column = 0;
  for (const cell of row) {
    const last = runs.at(-1);
    const before = last?.cells.at(-1);
    const same =
      before !== undefined &&
      (['foreground', 'background', 'bold', 'dim'] as const).every((key) => before[key] === cell[key]) &&
      !(before.text === ' ' && cell.text === ' ' && last?.cells.at(-2)?.text === ' ' && cell.background === undefined);
    if (last !== undefined && same) last.cells.push(cell);
    else runs.push({ cells: [cell], column });
    column += cell.columns;
  }
  return runs;
}

function rowMarks(row: readonly Cell[], top: number, look: Look): readonly string[] {
  return runsOf(row).flatMap(({ cells, column }) => {
    const [first] = cells;
    if (first === undefined) return [];
    const columns = widthOf(cells);
    const left = (margin + column * width).toFixed(1);
    const fill = colorOf(first.background, look);
    const marks = fill === undefined ? [] : [rect(left, top, columns, fill)];
    // Spaces at the ends would be dropped, and the text stretched over their place.
    const from = cells.findIndex((cell) => cell.text !== ' ');
    if (from < 0) return marks;
    const drawn = cells.slice(from, cells.findLastIndex((cell) => cell.text !== ' ') + 1);
    const text = drawn.map((cell) => (cell.text === ' ' ? '\u00a0' : cell.text)).join('');
    const begins = (margin + (column + widthOf(cells.slice(0, from))) * width).toFixed(1);
    const color = colorOf(first.foreground, look);
    const style = [
      color === undefined ? '' : ` fill="${color}"`,
      first.bold ? ' font-weight="bold"' : '',
      first.dim ? ' opacity=".65"' : '',
    ].join('');
    const grid = ` textLength="${(widthOf(drawn) * width).toFixed(1)}"`;
    return [...marks, `<text x="${begins}" y="${top + 14}"${grid}${style}>${escaped(text)}</text>`];
  });
}

const widthOf = (cells: readonly Cell[]) => cells.reduce((sum, cell) => sum + cell.columns, 0);

const rect = (left: string, top: number, columns: number, fill: string) =>
  `<rect x="${left}" y="${top}" width="${(columns * width).toFixed(1)}" height="${height}" fill="${fill}"/>`;

function colorOf(color: string | number | undefined, { palette }: Look): string | undefined {
  return typeof color === 'number' ? palette[color > 8 ? color - 8 : color] : color;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
