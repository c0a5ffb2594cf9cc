import { Box, Text, useInput, usePaste } from 'ink';
import { type ReactNode, useSyncExternalStore } from 'react';
import { FooterKeys, ThemeContext } from '../components/context.ts';
import { bindingOf, footerOf, partsOf, spokenLines } from '../screens/screens.tsx';
import type { Theme } from '../theme/theme.ts';
import { type Key, keysOf } from './keys.ts';
import type { Store } from './store.ts';

/** The UI: the screen that the state names, or its lines for a screen reader. */
export function App({ store, theme }: { readonly store: Store; readonly theme: Theme }): ReactNode {
  const state = useSyncExternalStore(store.subscribe, store.get);
  useInput((input, key) => {
    for (const one of keysOf(input, key)) press(store, one);
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

/** Turns a key into an action. */
function press(store: Store, { name, text }: Key): void {
  const state = store.get();
  // `?` is a letter once something is searched for.
  const isLetter = name === '?' && state.filter !== '' && state.screen.tag === 'picker';
  const binding = isLetter ? undefined : bindingOf(state.screen.tag, name);
  const reason = binding?.disabled?.(state);
  if (reason) store.dispatch({ type: 'disabled', reason });
  else if (binding) store.dispatch({ type: 'command', command: binding.command });
  else if (text) store.dispatch({ type: 'typed', text });
}
