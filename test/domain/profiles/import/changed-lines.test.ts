import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changedLines } from '../../../../source/domain/profiles/import/changed-lines.ts';

const rows: readonly (readonly [of: string, before: string, after: string, diff: ReturnType<typeof changedLines>])[] = [
  ['nothing', 'a\n', 'a\n', []],
  [
    'changes of a section are one, at the first of them',
    '[profile a]\nx = 1\nregion = r\ny = 1\n',
    '[profile a]\nregion = r\nz = 1\n',
    [{ header: '[profile a]', at: 2, removed: ['x = 1', 'y = 1'], inserted: ['z = 1'] }],
  ],
  [
    'sections each by itself',
    '[a]\nx = 1\n[b]\nx = 1\n',
    '[a]\ny = 1\n[b]\ny = 1\n',
    [
      { header: '[a]', at: 2, removed: ['x = 1'], inserted: ['y = 1'] },
      { header: '[b]', at: 4, removed: ['x = 1'], inserted: ['y = 1'] },
    ],
  ],
  [
    'a comment is of no section',
    '[a]\n# BEGIN\n[b]\nx = 1\n',
    '[a]\n[b]\nx = 1\n',
    [{ header: undefined, at: 2, removed: ['# BEGIN'], inserted: [] }],
  ],
  [
    'a new section begins with its header, though the one before it ends alike',
    '[a]\nx = 1\n',
    '[a]\nx = 1\n\n[b]\nx = 1\n',
    [{ header: undefined, at: 3, removed: [], inserted: ['[b]', 'x = 1'] }],
  ],
  ['no file before', '', '[a]\nx = 1\n', [{ header: undefined, at: 1, removed: [], inserted: ['[a]', 'x = 1'] }]],
  ['CRLF', '[a]\r\nx = 1\r\n', '[a]\r\n', [{ header: '[a]', at: 2, removed: ['x = 1'], inserted: [] }]],
];

for (const [of, before, after, diff] of rows) {
  test(`changedLines: ${of}`, () => assert.deepEqual(changedLines(before, after), diff));
}
