import type { ReactNode } from 'react';
import { plain } from '../../output/sanitize.ts';
import { Line } from '../components/lines.tsx';
import { useTheme } from '../core/hooks/use-theme.ts';
import type { State } from '../core/model.ts';
import { graphemes } from '../text/graphemes.ts';
import { clip, width } from '../text/text.ts';
import { layoutOf } from './layout.ts';

/** What is searched for, and how many roles are left. */
export function SearchField({ state }: { readonly state: State }): ReactNode {
  const theme = useTheme();
  const { cells } = layoutOf(state.size);
  const count = countOf(state);
  const room = cells - 4 - width(count) - 2;
  const text = tail(plain(state.filter), Math.max(4, room));
  const hint = state.filter === '' ? clip('type to search', Math.max(0, room)) : '';
  const space = cells - 3 - width(text) - width(hint) - width(count);
  return (
    <Line
      pieces={[
        { text: '› ', style: theme.accent },
        { text },
        { text: '▏', style: theme.accent },
        { text: `${hint}${' '.repeat(Math.max(1, space))}${count}`, style: theme.muted },
      ]}
    />
  );
}

function countOf({ list, total, filter }: State): string {
  if (filter.trim() === '') return `${list.count} ${list.count === 1 ? 'role' : 'roles'}`;
  return `${list.count} of ${total}`;
}

/** The end of a long search is what is being typed. */
function tail(text: string, cells: number): string {
  const all = graphemes(text);
  while (width(all.join('')) > cells) all.shift();
  return all.join('');
}
