import { Text } from 'ink';
import type { ReactNode } from 'react';
import { useTheme } from '../../components/context.ts';
import type { TextStyle } from '../../theme/theme.ts';

type CellsProps = {
  readonly digits: string;
  readonly isBoxed: boolean;
  readonly isWrong: boolean;
  readonly isSent: boolean;
};

/** How wide the six are. */
export const cellsWidth = (isBoxed: boolean): number => (isBoxed ? 36 : 12);

const places = [0, 1, 2, 3, 4, 5];

/** Six cells for six digits, three and three as devices show them. */
export function Cells({ digits, isBoxed, isWrong, isSent }: CellsProps): ReactNode {
  const theme = useTheme();
  const styleOf = (at: number): TextStyle => {
    if (isWrong) return theme.bad;
    if (isSent) return theme.muted;
    return at === digits.length ? theme.accent : theme.muted;
  };
  const line = (draw: (at: number) => ReactNode): ReactNode => (
    <Text>
      {places.map((at) => (
        <Text key={at}>
          {at === 3 ? '  ' : at > 0 ? ' ' : ''}
          {draw(at)}
        </Text>
      ))}
    </Text>
  );
  const digit = (at: number, empty: string): ReactNode =>
    at < digits.length ? <Text {...theme.strong}>{digits[at]}</Text> : <Text {...styleOf(at)}>{empty}</Text>;
  if (!isBoxed) return line((at) => digit(at, at === digits.length ? '▏' : '_'));
  return (
    <>
      {line((at) => (
        <Text {...styleOf(at)}>╭───╮</Text>
      ))}
      {line((at) => (
        <>
          <Text {...styleOf(at)}>│ </Text>
          {digit(at, at === digits.length && !isSent ? '▏' : ' ')}
          <Text {...styleOf(at)}> │</Text>
        </>
      ))}
      {line((at) => (
        <Text {...styleOf(at)}>╰───╯</Text>
      ))}
    </>
  );
}
