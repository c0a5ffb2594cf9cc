import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Operation, wholeRows } from '../../source/ui/whole-rows.ts';

type Transformer = (line: string, at: number) => string;

const write = (x: number, y: number, text: string, ...transformers: readonly Transformer[]): Operation => ({
  type: 'write',
  x,
  y,
  text,
  transformers,
});
const clip = (): Operation => ({ type: 'clip' });
const unclip = (): Operation => ({ type: 'unclip' });
const red: Transformer = (line) => `\u001b[31m${line}\u001b[39m`;

const cases: readonly {
  readonly what: string;
  readonly operations: readonly Operation[];
  readonly whole: readonly (string | undefined)[];
  /** Which of the operations Ink is still to apply. */
  readonly rest: readonly number[];
}[] = [
  { what: 'nothing', operations: [], whole: [undefined, undefined], rest: [] },
  { what: 'a text at its place', operations: [write(2, 1, 'one')], whole: [undefined, '  one'], rest: [] },
  { what: 'blanks at the end', operations: [write(0, 0, 'one  ')], whole: ['one', undefined], rest: [] },
  {
    what: 'each line is transformed as that line',
    operations: [write(1, 0, 'a\nb', (line, at) => `${line}${at}`, red)],
    whole: [' \u001b[31ma0\u001b[39m', ' \u001b[31mb1\u001b[39m'],
    rest: [],
  },
  {
    what: 'two in a row',
    operations: [write(0, 0, 'a'), write(5, 0, 'b')],
    whole: [undefined, undefined],
    rest: [0, 1],
  },
  {
    what: 'two in one of the rows',
    operations: [write(0, 0, 'a\nb'), write(5, 0, 'c')],
    whole: [undefined, 'b'],
    rest: [0, 1],
  },
  { what: 'a wide character', operations: [write(0, 0, '日\nb')], whole: [undefined, 'b'], rest: [0] },
  { what: 'one that is not seen', operations: [write(0, 0, 'a\u200bb')], whole: [undefined, undefined], rest: [0] },
  { what: 'a link', operations: [write(0, 0, '\u001b]8;;x\u0007y')], whole: [undefined, undefined], rest: [0] },
  {
    what: 'a style over two lines',
    operations: [write(0, 0, '\u001b[31ma\nb\u001b[39m')],
    whole: [undefined, undefined],
    rest: [0],
  },
  {
    what: 'what is cut off, until it is no more',
    operations: [clip(), clip(), unclip(), write(0, 0, 'a'), unclip(), write(0, 1, 'b')],
    whole: [undefined, 'b'],
    rest: [0, 1, 2, 3, 4],
  },
  { what: 'left of the edge', operations: [write(-1, 0, 'ab')], whole: [undefined, undefined], rest: [0] },
  { what: 'above and below', operations: [write(0, -1, 'a\nb\nc\nd')], whole: ['b', 'c'], rest: [] },
];

for (const { what, operations, whole, rest } of cases) {
  test(what, () => {
    const found = wholeRows(operations, 2);
    assert.deepEqual(found.whole, whole);
    assert.deepEqual(
      found.rest.map((operation) => operations.indexOf(operation)),
      rest,
    );
  });
}
