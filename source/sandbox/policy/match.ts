import type { Context } from './context.ts';
import { anyOf, type Ternary } from './ternary.ts';
import { matchesTokens, type Token, tokenize } from './wildcard.ts';

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
export function equalsText(wanted: string, text: string, context: Context): Ternary {
  const tokens = withVariables(wanted, context, literally);
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
