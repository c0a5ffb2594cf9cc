/** Thrown inside only: where reading could not go on. */
class Stop extends Error {
  readonly at: number;

  constructor(at: number) {
    super();
    this.at = at;
  }
}

const space = /[ \t\n\r]*/y;
const atom =
  /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;
const name = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy;

/**
 * Where a text stops being JSON, which `JSON.parse` does not always say.
 * @returns the position of the first character that cannot stand there, or undefined where all of it is JSON
 */
export function jsonStopsAt(text: string): number | undefined {
  try {
    const end = skip(text, readValue(text, skip(text, 0)));
    return end < text.length ? end : undefined;
  } catch (error) {
    if (error instanceof Stop) return error.at;
    throw error;
  }
}

function readValue(text: string, at: number): number {
  if (text[at] === '{') return readList(text, at, '}', readMember);
  if (text[at] === '[') return readList(text, at, ']', readValue);
  return read(text, at, atom);
}

function readMember(text: string, at: number): number {
  const colon = skip(text, read(text, at, name));
  if (text[colon] !== ':') throw new Stop(colon);
  return readValue(text, skip(text, colon + 1));
}

function readList(text: string, start: number, close: string, item: (text: string, at: number) => number): number {
  let at = skip(text, start + 1);
  if (text[at] === close) return at + 1;
  for (;;) {
    at = skip(text, item(text, at));
    if (text[at] === close) return at + 1;
    if (text[at] !== ',') throw new Stop(at);
    at = skip(text, at + 1);
  }
}

const skip = (text: string, at: number): number => read(text, at, space);

function read(text: string, at: number, pattern: RegExp): number {
  pattern.lastIndex = at;
  if (!pattern.test(text)) throw new Stop(at);
  return pattern.lastIndex;
}
