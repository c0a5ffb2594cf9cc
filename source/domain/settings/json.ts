/** Where a text stops being JSON, and what the person can do there. */
export type JsonFault = { readonly line: number; readonly what: string; readonly remedy: string };

type Token = { readonly text: string; readonly line: number };

/** Blanks, comments of other languages, texts, signs, words; any other character by itself. */
const tokenPattern =
  /[ \t\r\n]+|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|#[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[{}[\]:,]|[\w.+-]+|[\s\S]/g;

/** The words of a text with their lines, without the blanks between them. */
function* tokensOf(text: string): Generator<Token> {
  let line = 1;
  for (const [part] of text.matchAll(tokenPattern)) {
    if (!/^[ \t\r\n]/.test(part)) yield { text: part, line };
    line += part.split('\n').length - 1;
  }
}

/** The keys of the outermost object of a JSON text, in order, those that stand there twice too. */
export function keysOf(text: string): readonly { readonly key: string; readonly line: number }[] {
  const keys: { key: string; line: number }[] = [];
  let depth = 0;
  let last: Token | undefined;
  for (const token of tokensOf(text)) {
    if (token.text === '{' || token.text === '[') depth++;
    if (token.text === '}' || token.text === ']') depth--;
    if (token.text === ':' && depth === 1 && last !== undefined) {
      keys.push({ key: String(JSON.parse(last.text)), line: last.line });
    }
    last = token;
  }
  return keys;
}

const value = /^(".*"|true|false|null|-?\d+(\.\d+)?([eE][+-]?\d+)?)$/s;

/** What may come next. */
type Expected = 'value' | 'key' | 'colon' | 'comma' | 'nothing';

/** The first place where a text that is no JSON goes wrong. */
export function jsonFault(text: string): JsonFault {
  const open: string[] = [];
  let expected: Expected = 'value';
  let last: Token = { text: '', line: 1 };
  const done = (): Expected => (open.length === 0 ? 'nothing' : 'comma');
  for (const token of tokensOf(text)) {
    const closes = token.text === '}' || token.text === ']';
    const odd = oddWord(token, expected);
    if (odd !== undefined) return odd;
    if (closes) {
      if (last.text === ',') return at(last, `There is a comma before ${token.text}.`, 'Remove the comma.');
      const opener = token.text === '}' ? '{' : '[';
      if (open.at(-1) !== opener || (expected !== 'comma' && last.text !== opener)) return misplaced(token);
      open.pop();
      expected = done();
    } else if (expected === 'comma') {
      if (token.text !== ',') return at(last, 'A comma is missing after the last word of this line.', 'Add it there.');
      expected = open.at(-1) === '{' ? 'key' : 'value';
    } else if (expected === 'colon') {
      if (token.text !== ':') return at(last, `A colon is missing after ${last.text}.`, 'Add it there.');
      expected = 'value';
    } else if (expected === 'key') {
      if (!token.text.startsWith('"')) return misplaced(token);
      expected = 'colon';
    } else if (expected === 'value' && (token.text === '{' || token.text === '[')) {
      open.push(token.text);
      expected = token.text === '{' ? 'key' : 'value';
    } else if (expected === 'value' && value.test(token.text)) expected = done();
    else return misplaced(token);
    last = token;
  }
  if (last.text === '') return at(last, 'It is empty.', 'Remove it, or write {} into it.');
  if (expected === 'nothing')
    return at(last, 'It is not JSON.', 'Compare it with the example in docs/configuration.md.');
  return at(
    last,
    'It ends too early.',
    `Close what is open: ${open.map((sign) => (sign === '{' ? '}' : ']')).join(' ')}`,
  );
}

const at = ({ line }: Token, what: string, remedy: string): JsonFault => ({ line, what, remedy });

const misplaced = (token: Token): JsonFault =>
  at(token, `${token.text} cannot be here.`, 'Compare it with the example in docs/configuration.md.');

/** Words of other languages that people write into JSON. */
const foreign: ReadonlyMap<string, string> = new Map([
  ['True', 'true'],
  ['TRUE', 'true'],
  ['yes', 'true'],
  ['on', 'true'],
  ['False', 'false'],
  ['FALSE', 'false'],
  ['no', 'false'],
  ['off', 'false'],
  ['None', '"none"'],
  ['none', '"none"'],
]);

function oddWord(token: Token, expected: Expected): JsonFault | undefined {
  const { text } = token;
  if (/^(\/\/|\/\*|#)/.test(text))
    return at(token, 'There is a comment here, but JSON has no comments.', 'Remove the comment.');
  if (text.startsWith("'") && text.length > 1) {
    return at(token, 'A string is in single quotes.', 'Put it in double quotes.');
  }
  if (text === '"' || text === "'") return at(token, 'A string has no closing quote.', 'Put a double quote there.');
  if (!/^[\w.+-]+$/.test(text) || value.test(text)) return undefined;
  if (expected !== 'value')
    return expected === 'key' ? at(token, `${text} has no quotes.`, 'Put it in double quotes.') : undefined;
  const instead = foreign.get(text) ?? (/^[A-Za-z_]/.test(text) ? `"${text}"` : undefined);
  return at(
    token,
    `${text} is not valid JSON.`,
    instead === undefined ? 'Write a number as 1234.' : `Write ${instead} instead.`,
  );
}
