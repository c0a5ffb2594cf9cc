/** The modules of a QR code, row by row, its quiet zone included; true is dark. */
export type QrModules = readonly (readonly boolean[])[];

/** Modules around a QR code. The standard wants four; scanners read it with two, and four would not fit 24 rows. */
export const quietZone = 2;

/** What a QR code is drawn with: colours of its own, or blocks alone on the background of the terminal. */
export type Paper = 'colors' | 'few colors' | 'on dark' | 'on light';

/** Black on white: of the fixed 256 colours, where there are so many, since a theme may have changed the first 16. */
const inks = { colors: '\u001b[38;5;16;48;5;231m', 'few colors': '\u001b[30;107m' } as const;
const reset = '\u001b[0m';

/** The cells that a picture takes. */
export const pictureSize = (modules: QrModules): { readonly columns: number; readonly rows: number } => ({
  columns: modules.length,
  rows: Math.ceil(modules.length / 2),
});

/** Whether a picture fits a window, with a line below it for a question. */
export function fitsPicture(modules: QrModules, window: { readonly columns: number; readonly rows: number }): boolean {
  const { columns, rows } = pictureSize(modules);
  return columns <= window.columns && rows + 1 <= window.rows;
}

/** A QR code as lines of half blocks: two rows of modules on each. A last row that has no other is light below. */
export function pictureLines(modules: QrModules, paper: Paper): readonly string[] {
  // A block is what is drawn: dark on paper of its own and on a light background, light on a dark one.
  const drawn = paper !== 'on dark';
  const ink = paper === 'colors' || paper === 'few colors' ? inks[paper] : undefined;
  return Array.from({ length: Math.ceil(modules.length / 2) }, (_, row) => {
    const [upper = [], lower = []] = [modules[row * 2], modules[row * 2 + 1]];
    const blocks = upper.map((isDark, at) => block(isDark === drawn, (lower[at] ?? false) === drawn)).join('');
    return ink === undefined ? blocks : `${ink}${blocks}${reset}`;
  });
}

function block(upper: boolean, lower: boolean): string {
  if (upper) return lower ? '█' : '▀';
  return lower ? '▄' : ' ';
}
