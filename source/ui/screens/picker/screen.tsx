import type { ReactNode } from 'react';
import { useFooterKeys, useTheme } from '../../components/context.ts';
import { Lines } from '../../components/lines.tsx';
import type { State } from '../../core/state.ts';
import { pickerLines } from './picture.ts';

/** The list of roles. Only lines on the screen are drawn. */
export const Picker = ({ state }: { readonly state: State }): ReactNode => (
  <Lines lines={pickerLines(state, useFooterKeys(), useTheme())} />
);
