import type { ReactNode } from 'react';
import { useTheme } from '../hooks/use-theme.ts';
import { layoutOf } from '../layout.ts';
import type { State } from '../model.ts';
import { between } from '../pieces.ts';
import { subject } from '../select.ts';
import { Line } from './lines.tsx';

/** The program's name, and who the person is before switching. */
export function Header({ state }: { readonly state: State }): ReactNode {
  const theme = useTheme();
  const profile = subject(state);
  const identity = (profile && state.details.get(profile)?.identity) ?? state.identity ?? '';
  const name = { text: 'rolecall', style: theme.strong };
  return <Line pieces={between(name, { text: identity, style: theme.muted }, layoutOf(state.size).cells)} />;
}
