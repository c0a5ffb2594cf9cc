import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyRows, layoutOf } from '../../../source/ui/core/layout.ts';

test('layoutOf: never more lines than the terminal has, and always one for the list', () => {
  for (let rows = 6; rows <= 100; rows++)
    for (const columns of [20, 40, 80, 120, 400]) {
      const { header, gap, list, detail, footer, cells } = layoutOf({ columns, rows });
      const lines = 1 + Number(header) + Number(gap) + list + (detail ? detail + 2 : 0) + Number(footer);
      assert.ok(lines <= rows, `${columns}x${rows}: ${lines}`);
      assert.ok(list >= 1 && cells <= columns, `${columns}x${rows}`);
      const size = { columns, rows };
      const [usual, under] = [undefined, 'a notice '.repeat(20)].map((notice) => bodyRows({ size, notice }, true));
      assert.ok(usual && under && under >= 1 && under <= usual, `${columns}x${rows}: ${usual}, ${under}`);
    }
});
