import type { ReactNode } from 'react';
import { useTheme } from '../hooks/use-theme.ts';
import { layoutOf } from '../layout.ts';
import type { State } from '../model.ts';
import { subject } from '../select.ts';
import { Between } from './between.tsx';

/** The program's name, and who the person is before switching. */
export function Header({ state }: { readonly state: State }): ReactNode {
  const theme = useTheme();
  const profile = subject(state);
  const identity = (profile && state.details.get(profile)?.identity) ?? state.identity ?? '';
  return (
    <Between
      left={{ text: 'rolecall', style: theme.strong }}
      right={{ text: identity, style: theme.muted }}
      cells={layoutOf(state.size).cells}
    />
  );
}
