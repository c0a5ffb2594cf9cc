type Style = (text: string) => string;

/** The styles of text outside the UI; without colours they leave the text as it is. */
export function paint(colors: boolean): {
  readonly strong: Style;
  readonly dim: Style;
  readonly danger: Style;
  readonly hex: (color: string) => Style;
} {
  const wrap = (open: string, close: number): Style =>
    colors ? (text) => `\u001B[${open}m${text}\u001B[${close}m` : (text) => text;
  return {
    strong: wrap('1', 22),
    dim: wrap('2', 22),
    danger: wrap('31', 39),
    hex: (color) => {
      const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
      return wrap(`38;2;${red};${green};${blue}`, 39);
    },
  };
}
