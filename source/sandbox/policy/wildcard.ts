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
