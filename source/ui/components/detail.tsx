import type { ReactNode } from 'react';
import type { RoleSummary } from '../../profiles/profile.ts';
import { useTheme } from '../hooks/use-theme.ts';
import { layoutOf } from '../layout.ts';
import type { Detail as Looked, State } from '../model.ts';
import { focused } from '../select.ts';
import { clip, fit, width } from '../text.ts';
import type { TextStyle } from '../theme.ts';
import { Line } from './line.tsx';

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
  return (
    <>
      <Line
        pieces={[
          { text: '╭─', style: theme.muted },
          { text: title, style: theme.strong },
          { text: `${rule}╮`, style: theme.muted },
        ]}
      />
      <Framed text={chain.text} cells={inner} style={chain.bad ? theme.bad : undefined} />
      {detail > 1 && <Framed text={role.description ?? ''} cells={inner} style={theme.muted} />}
      <Line pieces={[{ text: `╰${'─'.repeat(cells - 2)}╯`, style: theme.muted }]} />
    </>
  );
}

type FramedProps = { readonly text: string; readonly cells: number; readonly style: TextStyle | undefined };

function Framed({ text, cells, style }: FramedProps): ReactNode {
  const { muted } = useTheme();
  return (
    <Line
      pieces={[
        { text: '│ ', style: muted },
        { text: fit(text, cells), style },
        { text: ' │', style: muted },
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
