import { many, type OneOrMany } from './document.ts';

/** True, false, or `undefined`: this evaluator does not understand the policy. */
export type Ternary = boolean | undefined;

/** False as soon as one is false; otherwise unknown as soon as one is unknown. */
export function allOf(values: readonly Ternary[]): Ternary {
  if (values.includes(false)) return false;
  return values.includes(undefined) ? undefined : true;
}

/** True as soon as one is true; otherwise unknown as soon as one is unknown. */
export function anyOf(values: readonly Ternary[]): Ternary {
  if (values.includes(true)) return true;
  return values.includes(undefined) ? undefined : false;
}

export function not(value: Ternary): Ternary {
  return value === undefined ? undefined : !value;
}

/**
 * The condition keys of a request. A key that is known but has no value is absent from the request, as AWS means it;
 * a key that is not known at all cannot be judged.
 */
export interface Context {
  values(key: string): readonly string[] | undefined;
  knows(key: string): boolean;
}

/**
 * A context from key → value; `undefined` marks a key that is known and absent, `family/*` a whole family of them. Keys
 * are compared without case.
 */
export function createContext(entries: Readonly<Record<string, OneOrMany | undefined>>): Context {
  const byKey = new Map(Object.entries(entries).map(([key, value]) => [key.toLowerCase(), value]));
  return {
    values: (key) => {
      const value = byKey.get(key.toLowerCase());
      return value === undefined ? undefined : many(value);
    },
    knows: (key) => {
      const [family] = key.toLowerCase().split('/', 1);
      return byKey.has(key.toLowerCase()) || byKey.has(`${family}/*`);
    },
  };
}

/** One piece of a pattern: a literal character, any one character, or any number of them. */
export type Token = { readonly literal: string } | 'one' | 'any';

/** A pattern with `*` and `?` as tokens. */
export function tokenize(pattern: string): Token[] {
  return [...pattern].map((character) => {
    if (character === '*') return 'any';
    return character === '?' ? 'one' : { literal: character };
  });
}

/**
 * Whether tokens match the whole text. Greedy with one point of return, so that no pattern takes longer than its length
 * times the text's: patterns come out of requests.
 */
export function matchesTokens(tokens: readonly Token[], text: string): boolean {
  const characters = [...text];
  let [token, at, star, mark] = [0, 0, -1, 0];
  while (at < characters.length) {
    if (tokens[token] === 'any') {
      [star, mark] = [token, at];
      token += 1;
    } else if (matchesOne(tokens[token], characters[at])) {
      token += 1;
      at += 1;
    } else if (star >= 0) {
      mark += 1;
      [token, at] = [star + 1, mark];
    } else return false;
  }
  return tokens.slice(token).every((rest) => rest === 'any');
}

function matchesOne(token: Token | undefined, character: string | undefined): boolean {
  if (token === undefined || token === 'any') return false;
  return token === 'one' || token.literal === character;
}

/** Whether an action matches one of the patterns; case does not count. */
export function matchesAction(patterns: readonly string[], action: string): boolean {
  return patterns.some((pattern) => matchesTokens(tokenize(pattern.toLowerCase()), action.toLowerCase()));
}

/** Whether a text matches one of the patterns; see `matchesPattern`. */
export function matchesAny(patterns: readonly string[], text: string, context: Context): Ternary {
  return anyOf(patterns.map((pattern) => matchesPattern(pattern, text, context)));
}

/** A pattern with wildcards and policy variables (`${aws:username}`) against a text. */
export function matchesPattern(pattern: string, text: string, context: Context): Ternary {
  const tokens = withVariables(pattern, context, tokenize);
  return tokens && matchesTokens(tokens, text);
}

/** A text with policy variables, but without wildcards, against a text. */
export function equalsText(expected: string, text: string, context: Context): Ternary {
  const tokens = withVariables(expected, context, literally);
  return tokens && matchesTokens(tokens, text);
}

const literally = (text: string): Token[] => [...text].map((literal) => ({ literal }));

/** Tokens with variables filled in: `false` where one has no value, `undefined` where one is not known. */
function withVariables(
  pattern: string,
  context: Context,
  read: (text: string) => Token[],
): Token[] | false | undefined {
  const tokens: Token[] = [];
  let from = 0;
  for (const match of pattern.matchAll(/\$\{([^}]*)\}/g)) {
    const name = match[1] ?? '';
    const value = isLiteral(name) ? name : variable(name, context);
    if (typeof value !== 'string') return value;
    tokens.push(...read(pattern.slice(from, match.index)), ...literally(value));
    from = match.index + match[0].length;
  }
  return [...tokens, ...read(pattern.slice(from))];
}

const isLiteral = (name: string) => name === '*' || name === '?' || name === '$';

function variable(name: string, context: Context): string | false | undefined {
  if (!context.knows(name)) return undefined;
  const values = context.values(name);
  return values?.length === 1 ? values[0] : false;
}
