import type { ReactNode } from 'react';
import { useTheme } from '../core/hooks/use-theme.ts';
import { type Binding, footerOf } from '../core/keymap.ts';
import type { State } from '../core/model.ts';
import { layoutOf } from '../picker/layout.ts';
import { clip, width } from '../text/text.ts';
import { Line } from './lines.tsx';

const gap = '   ';

/** The keys that fit, the most useful ones first; or what the person has to be told. */
export function Footer({ state }: { readonly state: State }): ReactNode {
  const theme = useTheme();
  const { cells } = layoutOf(state.size);
  if (state.notice) return <Line pieces={[{ text: clip(state.notice, cells), style: theme.warn }]} />;
  const pieces = fitting(footerOf(state.screen.tag, state), cells).flatMap(({ shown, label }, at) => [
    { text: `${at > 0 ? gap : ''}${shown} ` },
    { text: label, style: theme.muted },
  ]);
  return <Line pieces={pieces} />;
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
