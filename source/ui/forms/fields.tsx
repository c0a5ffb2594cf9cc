import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { useTheme } from '../components/context.ts';
import { typedPieces } from '../components/input.ts';
import { Pieces } from '../components/lines.tsx';
import { TextLines } from '../components/text-lines.tsx';
import { clip, width, within } from '../text/text.ts';
import { contentsOf, type Field, fieldsIn, type Section, textOf } from './field.ts';
import { type FormState, faultShown, isEmpty, manyWords, type Row, rowsOf } from './model.ts';
import { inputOf } from './state.ts';

type Props = { readonly state: FormState; readonly cells: number; readonly rows: number };

/** Lines of the terminal that a row takes: one, and those of its fault. */
type Block = { readonly row: Row; readonly fault: readonly string[] };

/** How many lines the rows take without a fault. */
export const linesWanted = (state: FormState): number => rowsOf(state).length;

/** The rows that fit, always with the one in focus; below, always in sight, the line that submits. */
export function FieldRows({ state, cells, rows }: Props): ReactNode {
  const faults = state.spec.check(state.values);
  const labels = labelCells(state, cells);
  const blocks = rowsOf(state)
    .slice(0, -1)
    .map((row, at): Block => {
      const fault = row.kind === 'field' ? faultShown(state, row.field, faults) : undefined;
      const most = Math.max(1, Math.min(at === state.focus ? 2 : 1, rows - 2));
      return { row, fault: fault === undefined ? [] : within(fault, cells - faultIndent(labels, cells), most) };
    });
  const [first, last] = shownBlocks(blocks, state.focus, rows - 1);
  const isRoomy = blocks.reduce((sum, block) => sum + heightOf(block), 2) <= rows;
  return (
    <Box flexDirection="column" width={cells} height={rows} flexShrink={0} overflow="hidden">
      {blocks.slice(first, last).map((block, at) => (
        <RowLines
          key={keyOf(block.row)}
          block={block}
          state={state}
          labels={labels}
          cells={cells}
          isFocused={first + at === state.focus}
        />
      ))}
      {isRoomy && <Text> </Text>}
      <SubmitLine state={state} cells={cells} above={first} below={blocks.length - last} faults={faults} />
    </Box>
  );
}

const keyOf = (row: Row): string =>
  row.kind === 'field' ? row.field.id : row.kind === 'section' ? `section ${row.section.id}` : 'submit';

/** Labels of the longest field, so that nothing moves when a section opens. */
function labelCells({ spec }: FormState, cells: number): number {
  const longest = Math.max(
    ...spec.fields.map(({ label, required, section }) => width(label) + (required || section !== undefined ? 2 : 0)),
  );
  return Math.min(longest, Math.floor(cells * 0.45));
}

/** A fault stands below its mark; in a narrow form it needs the room of the label. */
const faultIndent = (labels: number, cells: number): number => (cells < 56 ? 4 : labels + 3);

const heightOf = ({ fault }: Block): number => 1 + fault.length;

/** The blocks that fit into so many lines: from the first to before the last, the one in focus among them. */
function shownBlocks(blocks: readonly Block[], focus: number, lines: number): readonly [number, number] {
  const at = Math.min(focus, blocks.length - 1);
  let [first, last] = [at, at + 1];
  let room = lines - heightOf(blocks[at] as Block);
  // Evenly to both sides, so that a person sees where the line in focus stands.
  for (let grown = true; grown; ) {
    grown = false;
    for (const next of [last, first - 1]) {
      const block = blocks[next];
      if (block === undefined || heightOf(block) > room) continue;
      room -= heightOf(block);
      if (next === last) last += 1;
      else first -= 1;
      grown = true;
    }
  }
  return [first, last];
}

type RowProps = {
  readonly block: Block;
  readonly state: FormState;
  readonly labels: number;
  readonly cells: number;
  readonly isFocused: boolean;
};

function RowLines({ block: { row, fault }, state, labels, cells, isFocused }: RowProps): ReactNode {
  const theme = useTheme();
  if (row.kind === 'submit') return null;
  if (row.kind === 'section')
    return <SectionLine section={row.section} state={state} cells={cells} isFocused={isFocused} />;
  const { field } = row;
  const room = Math.max(4, cells - labels - 5);
  const inside = field.section === undefined ? '' : '  ';
  const mark = field.required ? ' *' : '';
  const style = isFocused ? theme.strong : theme.muted;
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Text wrap="truncate">
        <Text {...theme.accent}>{isFocused ? '❯ ' : '  '}</Text>
        <Text {...style}>{clip(`${inside}${field.label}`, labels - mark.length)}</Text>
        <Text {...theme.accent}>{mark}</Text>
        {' '.repeat(Math.max(0, labels - width(clip(`${inside}${field.label}`, labels - mark.length)) - mark.length))}
        <Text {...theme.bad}>{fault.length === 0 ? '  ' : ' ✗'}</Text>
        <FieldValue field={field} state={state} room={room} isFocused={isFocused} />
      </Text>
      <TextLines lines={fault.map((text) => `${' '.repeat(faultIndent(labels, cells))}${text}`)} style={theme.bad} />
    </Box>
  );
}

type ValueProps = Pick<RowProps, 'state' | 'isFocused'> & { readonly field: Field; readonly room: number };

function FieldValue({ field, state, room, isFocused }: ValueProps): ReactNode {
  const theme = useTheme();
  if (field.kind === 'toggle') return <Text>{state.values[field.id] === true ? ' [x] yes' : ' [ ] no'}</Text>;
  if (field.kind === 'many') return <Text>{` ${clip(manyWords(state, field.id), room)}`}</Text>;
  if (isFocused) return <Pieces pieces={[{ text: ' ' }, ...typedPieces(inputOf(state), room - 1, theme)]} />;
  const text = textOf(state.values, field.id);
  return text === '' ? <Text {...theme.muted}> –</Text> : <Text>{` ${clip(text, room)}`}</Text>;
}

type SectionProps = Pick<RowProps, 'state' | 'cells' | 'isFocused'> & { readonly section: Section };

/** A section: what is in it, and of a folded one what is filled in already. */
function SectionLine({ section, state, cells, isFocused }: SectionProps): ReactNode {
  const theme = useTheme();
  const isOpen = state.unfolded.has(section.id);
  const filled = fieldsIn(state.spec, section.id).filter((field) => !isEmpty(state.values, field));
  const values = filled.map((field) => valueWords(state, field)).join(' · ');
  const about = isOpen ? '' : values === '' ? contentsOf(state.spec, section.id) : values;
  const label = `${isOpen ? '▾' : '▸'} ${section.label}`;
  return (
    <Text wrap="truncate">
      <Text {...theme.accent}>{isFocused ? '❯ ' : '  '}</Text>
      <Text {...(isFocused ? theme.strong : {})}>{label}</Text>
      <Text {...(values === '' ? theme.muted : {})}>{clip(`  ${about}`, cells - width(label) - 3)}</Text>
    </Text>
  );
}

function valueWords({ values }: FormState, { id, kind, label }: Field): string {
  return kind === 'text' ? `${label} ${textOf(values, id)}` : label;
}

type SubmitProps = Pick<RowProps, 'state' | 'cells'> & {
  /** Rows out of sight. */
  readonly above: number;
  readonly below: number;
  readonly faults: Readonly<Record<string, string | undefined>>;
};

function SubmitLine({ state, cells, above, below, faults }: SubmitProps): ReactNode {
  const theme = useTheme();
  const isFocused = state.focus === rowsOf(state).length - 1;
  const count = Object.values(faults).filter((fault) => fault !== undefined).length;
  const notes = [
    count > 0 ? `${count} missing or wrong` : '',
    above > 0 ? `↑ ${above}` : '',
    below > 0 ? `↓ ${below} more` : '',
  ].filter(Boolean);
  const text = clip(state.spec.submit, cells - 2);
  const style = isFocused ? theme.accent : count === 0 ? theme.strong : {};
  return (
    <Text wrap="truncate">
      <Text {...style}>{`${isFocused ? '❯ ' : '  '}${text}`}</Text>
      <Text {...theme.muted}>{clip(notes.length > 0 ? `   ${notes.join(' · ')}` : '', cells - width(text) - 2)}</Text>
    </Text>
  );
}
