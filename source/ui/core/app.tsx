import { Box, Text, useInput, usePaste } from 'ink';
import { type ReactNode, useSyncExternalStore } from 'react';
import { FooterKeys, ThemeContext } from '../components/context.ts';
import { bindingOf, footerOf, partsOf, spokenLines } from '../screens/screens.tsx';
import type { Theme } from '../theme/theme.ts';
import type { AppStore } from './app-store.ts';
import { type Key, keysOf } from './keys.ts';
import { pressed } from './press.ts';
import type { Binding } from './screen.ts';
import type { State } from './state.ts';

/** The UI: the screen that the state names, or its lines for a screen reader. */
export function App({ store, theme }: { readonly store: AppStore; readonly theme: Theme }): ReactNode {
  const state = useSyncExternalStore(store.subscribe, store.get);
  useInput((input, key) => {
    for (const one of keysOf(input, key)) pressed(store, bound(store.get(), one), one);
  });
  usePaste((text) => store.dispatch({ type: 'pasted', text }));
  if (state.screenReader) return <Text>{spokenLines(state).join('\n')}</Text>;
  const { screen, size } = state;
  const Screen = partsOf(screen).component;
  return (
    <ThemeContext value={theme}>
      <FooterKeys value={footerOf(screen.tag, state)}>
        <Box flexDirection="column" height={size.rows} paddingX={size.columns >= 36 ? 1 : 0}>
          <Screen state={state} screen={screen} />
        </Box>
      </FooterKeys>
    </ThemeContext>
  );
}

/** What a key does on the screen that is there. */
function bound({ filter, screen }: State, { name }: Key): Binding | undefined {
  // `?` is a letter once something is searched for.
  const isLetter = name === '?' && filter !== '' && screen.tag === 'picker';
  return isLetter ? undefined : bindingOf(screen.tag, name);
}
