import { Text } from 'ink';
import type { ReactNode } from 'react';
import { useTheme } from '../hooks/use-theme.ts';
import { type Binding, footerOf } from '../keymap.ts';
import { layoutOf } from '../layout.ts';
import type { State } from '../model.ts';
import { clip, width } from '../text.ts';

const gap = '   ';

/** The keys that fit, the most useful ones first; or what the person has to be told. */
export function Footer({ state }: { readonly state: State }): ReactNode {
  const theme = useTheme();
  const { cells } = layoutOf(state.size);
  if (state.notice) return <Text {...theme.warn}>{clip(state.notice, cells)}</Text>;
  return (
    <Text wrap="truncate">
      {fitting(footerOf(state.screen.tag), cells).map(({ command, shown, label }, at) => (
        <Text key={command}>
          {at > 0 ? gap : ''}
          {shown} <Text {...theme.muted}>{label}</Text>
        </Text>
      ))}
    </Text>
  );
}

/** The way out is never left out. */
function fitting(bindings: readonly Binding[], cells: number): readonly Binding[] {
  const out = bindings.at(-1);
  const sizeOf = ({ shown, label }: Binding) => width(shown) + 1 + width(label) + gap.length;
  let room = cells + gap.length - (out ? sizeOf(out) : 0);
  const kept = bindings.slice(0, -1).filter((binding) => {
    room -= sizeOf(binding);
    return room >= 0;
  });
  return out ? [...kept, out] : kept;
}
