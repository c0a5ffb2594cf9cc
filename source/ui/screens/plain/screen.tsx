import { Text } from 'ink';
import type { ReactNode } from 'react';
import type { State } from '../../core/model.ts';
import { plainLines } from '../../text/plain-lines.ts';

/** The screen for a screen reader: lines of text, and nothing drawn. */
export const Plain = ({ state }: { readonly state: State }): ReactNode => <Text>{plainLines(state).join('\n')}</Text>;
