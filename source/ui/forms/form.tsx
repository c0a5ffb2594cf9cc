import { Box, Text, useInput, usePaste } from 'ink';
import { type ReactNode, useSyncExternalStore } from 'react';
import { ThemeContext } from '../core/hooks/use-theme.ts';
import { keysOf } from '../core/keys.ts';
import { isTight } from '../picker/layout.ts';
import { clip } from '../text/text.ts';
import type { Theme } from '../theme/theme.ts';
import { FieldRows } from './field-rows.tsx';
import { FormFooter } from './footer.tsx';
import { formBindingOf } from './keymap.ts';
import type { FormState } from './model.ts';
import { PlainForm } from './plain-form.tsx';
import { Preview } from './preview.tsx';
import { SearchList } from './search-list.tsx';
import type { FormStore } from './store.ts';

/** From here on there is room for the preview beside the fields. Cells. */
const wide = 96;

/** A form on the whole terminal. */
export function Form({ store, theme }: { readonly store: FormStore; readonly theme: Theme }): ReactNode {
  const state = useSyncExternalStore(store.subscribe, store.get);
  useInput((input, key) => {
    for (const { name, text } of keysOf(input, key)) press(store, name, text);
  });
  usePaste((text) => store.dispatch({ type: 'typed', text }));
  return (
    <ThemeContext value={theme}>
      {state.screenReader ? <PlainForm state={state} /> : <Screen state={state} />}
    </ThemeContext>
  );
}

function press(store: FormStore, name: string, text: string): void {
  const state = store.get();
  const binding = formBindingOf(state, name);
  const reason = binding?.disabled?.(state);
  if (reason) store.dispatch({ type: 'disabled', reason });
  else if (binding) store.dispatch({ type: 'command', command: binding.command });
  else if (text) store.dispatch({ type: 'typed', text });
}

function Screen({ state }: { readonly state: FormState }): ReactNode {
  const { columns, rows } = state.size;
  const cells = columns - 2;
  const isWide = columns >= wide;
  const left = isWide ? Math.min(72, Math.floor(cells * 0.55)) : cells;
  const head = isTight(state.size) ? 1 : 2;
  const body = Math.max(3, rows - head - (isTight(state.size) ? 1 : 2));
  const fieldRows = Math.min(body, state.spec.fields.length + 3);
  return (
    <Box flexDirection="column" height={rows} paddingX={1} overflow="hidden">
      <Box height={head} flexShrink={0}>
        <Text bold>{clip(state.spec.title, cells)}</Text>
      </Box>
      <Box height={body} flexDirection={isWide ? 'row' : 'column'} overflow="hidden">
        {state.search === undefined ? (
          <FieldRows state={state} cells={left} rows={isWide ? body : fieldRows} />
        ) : (
          <SearchList
            state={state}
            search={state.search}
            cells={left}
            rows={isWide ? body : Math.max(fieldRows, body - 8)}
          />
        )}
        <Preview
          state={state}
          cells={isWide ? cells - left - 3 : cells}
          rows={isWide ? body : body - fieldRows}
          isBeside={isWide}
        />
      </Box>
      <Box flexGrow={1} flexDirection="column" justifyContent="flex-end">
        <FormFooter state={state} cells={cells} />
      </Box>
    </Box>
  );
}
