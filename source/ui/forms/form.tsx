import { Box, Text, useInput, usePaste } from 'ink';
import { type ReactNode, useSyncExternalStore } from 'react';
import { ThemeContext, useTheme } from '../components/context.ts';
import { keysOf } from '../core/keys.ts';
import { isTight } from '../core/layout.ts';
import { clip, width, wrap } from '../text/text.ts';
import type { TextStyle, Theme } from '../theme/theme.ts';
import type { PreviewLine } from './field.ts';
import { FieldRows, SearchList } from './fields.tsx';
import { formBindingOf, formFooter } from './keymap.ts';
import type { FormState } from './model.ts';
import { PlainForm } from './spoken.tsx';
import type { FormStore } from './state.ts';

/** From this width on, the preview fits beside the fields. Cells. */
const wide = 96;

/** A form, as large as the terminal. */
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

type PreviewProps = {
  readonly state: FormState;
  readonly cells: number;
  readonly rows: number;
  readonly isBeside: boolean;
};

/** The preview of the values so far. */
function Preview({ state, cells, rows, isBeside }: PreviewProps): ReactNode {
  const theme = useTheme();
  if (rows < 2 || cells < 20) return null;
  // Without room for both, the meaning is shown and the source text is cut.
  const lines = laidOut(state.spec.preview(state.values), cells);
  const words = lines.filter(({ tone }) => tone !== 'plain');
  const shown = lines.length <= rows - 1 ? lines : [...lines.slice(0, Math.max(0, rows - 1 - words.length)), ...words];
  return (
    <Box
      flexDirection="column"
      width={cells}
      height={rows}
      marginLeft={isBeside ? 3 : 0}
      flexShrink={0}
      overflow="hidden"
    >
      <Text {...theme.muted}>{state.spec.previewTitle}</Text>
      {shown.slice(0, rows - 1).map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines differ by their place only
        <Text key={at} {...styleOf(line.tone, theme)}>
          {line.bar !== undefined && <Text {...theme.bar(line.bar)}>▌</Text>}
          {clip(line.text, line.bar === undefined ? cells : cells - 1) || ' '}
        </Text>
      ))}
    </Box>
  );
}

function laidOut(lines: readonly PreviewLine[], cells: number): readonly PreviewLine[] {
  return lines.flatMap((line) =>
    line.tone === 'plain' ? [line] : wrap(line.text, cells).map((text) => ({ ...line, text })),
  );
}

function styleOf(tone: PreviewLine['tone'], theme: Theme): TextStyle {
  return tone === 'plain' ? {} : theme[tone];
}

const gap = '   ';

/** The keys that fit; or the notice, where there is one. */
function FormFooter({ state, cells }: { readonly state: FormState; readonly cells: number }): ReactNode {
  const theme = useTheme();
  if (state.notice) return <Text {...theme.warn}>{clip(state.notice, cells)}</Text>;
  let room = cells + gap.length;
  const fitting = formFooter(state).filter(({ shown, label = '' }) => {
    room -= width(shown) + 1 + width(label) + gap.length;
    return room >= 0;
  });
  return (
    <Text wrap="truncate">
      {fitting.map(({ command, shown, label }, at) => (
        <Text key={command}>
          {at > 0 ? gap : ''}
          {shown} <Text {...theme.muted}>{label}</Text>
        </Text>
      ))}
    </Text>
  );
}
