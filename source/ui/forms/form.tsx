import { Box, Text, useInput, usePaste } from 'ink';
import { type ReactNode, useSyncExternalStore } from 'react';
import { footerLines } from '../components/bars.ts';
import { ThemeContext, useTheme } from '../components/context.ts';
import { Lines } from '../components/lines.tsx';
import { Scroll } from '../components/scroll.tsx';
import { TextLines } from '../components/text-lines.tsx';
import { keysOf } from '../core/keys.ts';
import { isTight } from '../core/layout.ts';
import { pressed } from '../core/press.ts';
import type { Store } from '../core/store.ts';
import { clip, width, wrap } from '../text/text.ts';
import type { TextStyle, Theme } from '../theme/theme.ts';
import type { PreviewLine } from './field.ts';
import { FieldRows, linesWanted } from './fields.tsx';
import { formBindingOf, formFooter, helpCells, helpRows } from './keymap.ts';
import { formLayout } from './layout.ts';
import type { FormAction, FormState } from './model.ts';
import { SearchList } from './search-list.tsx';
import { PlainForm } from './spoken.tsx';

/** From this width on, the preview fits beside the fields. Cells. */
const wide = 96;

/** A form, as large as the terminal. */
export function Form({
  store,
  theme,
}: {
  readonly store: Store<FormState, FormAction>;
  readonly theme: Theme;
}): ReactNode {
  const state = useSyncExternalStore(store.subscribe, store.get);
  useInput((input, key) => {
    for (const one of keysOf(input, key)) pressed(store, formBindingOf(store.get(), one.name), one);
  });
  usePaste((text) => store.dispatch({ type: 'typed', text }));
  return (
    <ThemeContext value={theme}>
      {state.screenReader ? <PlainForm state={state} /> : <Screen state={state} />}
    </ThemeContext>
  );
}

/** What the mark of a field means. */
const requiredLegend = '   * required';

function Screen({ state }: { readonly state: FormState }): ReactNode {
  const { columns, rows } = state.size;
  const theme = useTheme();
  const { title, fields } = state.spec;
  const isRoomy = width(title) + width(requiredLegend) <= columns - 2;
  const isMarked = isRoomy && fields.some(({ required }) => required);
  const legend = isMarked ? requiredLegend : '';
  const tight = isTight(state.size);
  const cells = columns - 2;
  const { head, body, sentence, help, notice } = formLayout(state);
  return (
    <Box flexDirection="column" height={rows} paddingX={1} overflow="hidden">
      <Box height={head} flexShrink={0}>
        <Text bold>{clip(title, cells)}</Text>
        <Text {...theme.muted}>{legend}</Text>
      </Box>
      <Box height={body} flexShrink={0} overflow="hidden">
        {state.help === undefined ? (
          <Body state={state} cells={cells} rows={body} />
        ) : (
          <KeyLines state={state} top={state.help} rows={body} />
        )}
      </Box>
      <Box marginTop={tight ? 0 : 1} flexDirection="column" flexShrink={0}>
        <Box flexDirection="column" height={help} flexShrink={0} overflow="hidden">
          <TextLines lines={sentence} style={theme.muted} />
        </Box>
      </Box>
      <Box flexGrow={1} flexDirection="column" justifyContent="flex-end">
        <Lines lines={footerLines(notice, formFooter(state), cells, theme)} />
      </Box>
    </Box>
  );
}

type BodyProps = { readonly state: FormState; readonly cells: number; readonly rows: number };

/** The fields, and beside or below them the preview. */
function Body({ state, cells, rows }: BodyProps): ReactNode {
  const isWide = state.size.columns >= wide;
  const left = isWide ? Math.min(72, Math.floor(cells * 0.55)) : cells;
  const wanted = state.search === undefined ? linesWanted(state) + spare : rows - 8;
  // A preview of less than three lines tells nothing.
  const above = isWide || rows - wanted < 3 ? rows : wanted;
  return (
    <Box flexDirection={isWide ? 'row' : 'column'} width={cells}>
      {state.search === undefined ? (
        <FieldRows state={state} cells={left} rows={above} />
      ) : (
        <SearchList state={state} search={state.search} cells={left} rows={above} />
      )}
      <Preview
        state={state}
        cells={isWide ? cells - left - 3 : cells}
        rows={isWide ? rows : rows - above}
        isBeside={isWide}
      />
    </Box>
  );
}

/** A gap, and lines for a fault, so that the preview below does not move for the first one. */
const spare = 3;

/** The keys of the line in focus. */
function KeyLines({
  state,
  top,
  rows,
}: {
  readonly state: FormState;
  readonly top: number;
  readonly rows: number;
}): ReactNode {
  const theme = useTheme();
  const lines = helpRows(state).map(([keys, sentence]) => [
    { text: keys, style: theme.strong },
    { text: sentence, style: theme.muted },
  ]);
  return <Scroll lines={lines} top={top} rows={rows} cells={helpCells(state.size)} />;
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
          {line.bar !== undefined && <Text {...swatch(theme, line.bar)}>{'▌'.padEnd(barCells(line))}</Text>}
          {clip(line.text, cells - barCells(line)) || ' '}
        </Text>
      ))}
    </Box>
  );
}

function laidOut(lines: readonly PreviewLine[], cells: number): readonly PreviewLine[] {
  return lines.flatMap((line) =>
    line.tone === 'plain' ? [line] : wrap(line.text, cells - barCells(line)).map((text) => ({ ...line, text })),
  );
}

/** The bar of a line; beside words with a blank behind it. */
const barCells = ({ bar, tone }: PreviewLine): number => (bar === undefined ? 0 : tone === 'plain' ? 1 : 2);

function styleOf(tone: PreviewLine['tone'], theme: Theme): TextStyle {
  return tone === 'plain' ? {} : theme[tone];
}

/** The colour itself, as badges have it: where it is chosen, it is not adapted to the background. */
function swatch(theme: Theme, color: string): TextStyle {
  const { backgroundColor } = theme.badge(color);
  return backgroundColor === undefined ? {} : { color: backgroundColor };
}
