import { Text } from 'ink';
import type { ReactNode } from 'react';
import { useTheme } from '../hooks/use-theme.ts';
import { fit, runs } from '../text.ts';
import type { TextStyle } from '../theme.ts';

type Props = {
  readonly text: string;
  readonly cells: number;
  readonly style?: TextStyle | undefined;
  /** Places of the letters that answer the search. */
  readonly places?: readonly number[] | undefined;
};

/** A column of a row: exactly so many cells wide, with the letters marked that were searched for. */
export function Marked({ text, cells, style, places }: Props): ReactNode {
  const theme = useTheme();
  const shown = fit(text, cells);
  if (!places?.length) return <Text {...style}>{shown}</Text>;
  let at = 0;
  return (
    <Text {...style}>
      {runs(shown, places).map((run) => {
        const key = at;
        at += run.text.length;
        return run.marked ? (
          <Text key={key} {...theme.mark}>
            {run.text}
          </Text>
        ) : (
          run.text
        );
      })}
    </Text>
  );
}
