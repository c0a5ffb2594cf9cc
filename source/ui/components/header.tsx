import type { ReactNode } from 'react';
import { useTheme } from '../core/hooks/use-theme.ts';
import type { State } from '../core/model.ts';
import { subject } from '../core/select.ts';
import { layoutOf } from '../picker/layout.ts';
import { between } from '../text/pieces.ts';
import { Line } from './lines.tsx';

/** The program's name, and who the person is before switching. */
export function Header({ state }: { readonly state: State }): ReactNode {
  const theme = useTheme();
  const profile = subject(state);
  const identity = (profile && state.details.get(profile)?.identity) ?? state.identity ?? '';
  const name = { text: 'rolecall', style: theme.strong };
  return <Line pieces={between(name, { text: identity, style: theme.muted }, layoutOf(state.size).cells)} />;
}
