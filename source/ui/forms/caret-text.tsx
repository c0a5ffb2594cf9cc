import { Text } from 'ink';
import type { ReactNode } from 'react';
import { graphemes } from '../../output/width.ts';
import { width } from '../text/text.ts';
import type { TextInput } from '../text/text-input.ts';

/** A line with its caret, a cell in reverse; of a long line, the part around the caret. */
export function CaretText({ input, cells }: { readonly input: TextInput; readonly cells: number }): ReactNode {
  const letters = graphemes(input.text);
  let from = 0;
  while (from < input.caret && width(letters.slice(from, input.caret).join('')) > cells - 1) from += 1;
  let to = letters.length;
  while (to > input.caret && width(letters.slice(from, to).join('')) > cells - 1) to -= 1;
  return (
    <Text>
      {from > 0 ? '…' : ' '}
      {letters.slice(from, input.caret).join('')}
      <Text inverse>{letters[input.caret] ?? ' '}</Text>
      {letters.slice(input.caret + 1, to).join('')}
    </Text>
  );
}
