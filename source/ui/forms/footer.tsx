import { Text } from 'ink';
import type { ReactNode } from 'react';
import { useTheme } from '../core/hooks/use-theme.ts';
import { clip, width } from '../text/text.ts';
import { formFooter } from './keymap.ts';
import type { FormState } from './model.ts';

const gap = '   ';

/** The keys that fit; or what the person has to be told. */
export function FormFooter({ state, cells }: { readonly state: FormState; readonly cells: number }): ReactNode {
  const theme = useTheme();
  if (state.notice) return <Text {...theme.warn}>{clip(state.notice, cells)}</Text>;
  let room = cells + gap.length;
  const fitting = formFooter(state).filter(({ shown, label = '' }) => {
    room -= width(shown) + 1 + width(label) + gap.length;
    return room >= 0;
  });
  return (
    <Text wrap="truncate">
      {fitting.map(({ command, shown, label }, at) => (
        <Text key={command}>
          {at > 0 ? gap : ''}
          {shown} <Text {...theme.muted}>{label}</Text>
        </Text>
      ))}
    </Text>
  );
}
