import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allPages } from '../../../source/adapters/aws/iam.ts';

test('every page is asked for, with the mark of the one before, and told of as it comes', async () => {
  const marks: (string | undefined)[] = [];
  const told: string[] = [];
  const pages = [
    { items: ['a', 'b'], next: 'one' },
    { items: [], next: 'two' },
    { items: ['c'], next: undefined },
  ];
  const all = await allPages(
    async (marker) => {
      marks.push(marker);
      return pages[marks.length - 1] ?? { items: [], next: undefined };
    },
    (items) => told.push(items.join()),
  );
  assert.deepEqual(all, ['a', 'b', 'c']);
  assert.deepEqual(marks, [undefined, 'one', 'two']);
  assert.deepEqual(told, ['a,b', '', 'c']);
});
