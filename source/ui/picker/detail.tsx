import type { ReactNode } from 'react';
import type { RoleSummary } from '../../domain/profiles/profile.ts';
import { Lines } from '../components/lines.tsx';
import { useTheme } from '../core/hooks/use-theme.ts';
import type { Detail as Looked, State } from '../core/model.ts';
import { focused } from '../core/select.ts';
import { clip, fit, width } from '../text/text.ts';
import type { Piece } from '../theme/paint.ts';
import type { TextStyle } from '../theme/theme.ts';
import { layoutOf } from './layout.ts';

/** The role in focus: its profile's name, the way there, and what it is for. */
export function Detail({ state }: { readonly state: State }): ReactNode {
  const theme = useTheme();
  const { detail, cells } = layoutOf(state.size);
  const role = focused(state);
  if (detail === 0 || !role) return null;
  const inner = cells - 4;
  const title = clip(` ${role.name} `, cells - 4);
  const chain = chainOf(role, state.details.get(role.name));
  const rule = '─'.repeat(Math.max(0, cells - 3 - width(title)));
  const framed = (text: string, style?: TextStyle): readonly Piece[] => [
    { text: '│ ', style: theme.muted },
    { text: fit(text, inner), style },
    { text: ' │', style: theme.muted },
  ];
  return (
    <Lines
      lines={[
        [
          { text: '╭─', style: theme.muted },
          { text: title, style: theme.strong },
          { text: `${rule}╮`, style: theme.muted },
        ],
        framed(chain.text, chain.bad ? theme.bad : undefined),
        ...(detail > 1 ? [framed(role.description ?? '', theme.muted)] : []),
        [{ text: `╰${'─'.repeat(cells - 2)}╯`, style: theme.muted }],
      ]}
    />
  );
}

function chainOf(role: RoleSummary, looked: Looked | undefined): { text: string; bad: boolean } {
  if (!looked) return { text: '', bad: false };
  if ('problem' in looked.chain) return { text: looked.chain.problem.title, bad: true };
  const extras = role.region ? ` · ${role.region}` : '';
  return { text: `${looked.chain.steps.join(' → ')}${extras}`, bad: false };
}
