import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { UiStart } from '../../source/ui/core/ports.ts';
import { portsOf } from './helpers/ports.ts';
import { companyRoles, manyRoles } from './helpers/roles.ts';
import { type Between, key, screen } from './helpers/screen.ts';

const picker: UiStart = { at: 'picker', filter: '' };
const roles = companyRoles();
/** Ports that tell nothing later: the second frame has what the first one had. */
const still = (over = roles) =>
  portsOf({ roles: over, identity: async () => undefined, explain: () => new Promise(() => undefined) });

for (const [columns, rows] of [
  [20, 6],
  [40, 12],
  [80, 24],
  [110, 30],
  [200, 50],
] as const) {
  for (const [what, start, list] of [
    ['the list', picker, roles],
    ['a thousand roles', picker, manyRoles(1_000)],
    ['a search', { at: 'picker', filter: 'stag' }, roles],
    ['a search without a hit', { at: 'picker', filter: 'zzz' }, roles],
    ['a role in focus', { at: 'picker', filter: '', preselect: 'legacy-ops' }, roles],
  ] as const) {
    test(`${what} at ${columns}×${rows}: Ink draws the same cells over the first frame`, async () => {
      const { promise: first, resolve } = Promise.withResolvers<string[]>();
      const between = async ({ lines }: Between): Promise<void> => resolve(await lines());
      const ui = screen(start, still([...list]), { columns, rows, between });
      const other = screen(start, still([...list]), { columns, rows });
      await other.sees(columns < 36 ? '›' : 'rolecall');
      await ui.shows((await first).join('\n').trimEnd());
      assert.equal(ui.text().replace(/ +$/gm, ''), other.text().replace(/ +$/gm, ''));
      assert.equal(ui.terminal.buffer.active.type, 'alternate');
      await ui.leave();
      await other.leave();
      assert.equal(ui.terminal.buffer.active.type, 'normal');
    });
  }
}

test('keys that are typed before Ink is there are kept', async () => {
  const ui = screen(picker, still(), {
    between: async ({ input }) => {
      input.write('stag');
      input.write(key.down);
    },
  });
  await ui.sees('› stag▏');
  await ui.sees('2 of 2 found');
  await ui.leave();
});

test('a window that changes its size in between', async () => {
  for (const to of [
    { columns: 40, rows: 12 },
    { columns: 130, rows: 40 },
  ]) {
    const ui = screen(picker, still(), { between: async ({ resize }) => resize(to) });
    const fresh = screen(picker, still(), to);
    await fresh.sees('rolecall');
    await ui.shows(fresh.text());
    await ui.leave();
    await fresh.leave();
  }
});

test('a terminal that is taken away in between is put back, and a bug is thrown on', async () => {
  const ended = screen(picker, still(), { between: async ({ gone }) => gone.abort() });
  assert.deepEqual(await ended.result, { tag: 'cancelled' });
  assert.equal(ended.terminal.buffer.active.type, 'normal');
  assert.equal(ended.modes.at(-1), false);

  const broken = screen(picker, still(), { between: async ({ gone }) => gone.abort(new TypeError('bug')) });
  await assert.rejects(broken.result, /bug/);
  assert.equal(broken.terminal.buffer.active.type, 'normal');
});

test('nothing is drawn first where lines are read out, or another screen comes first', async () => {
  let first: string[] = [];
  const between = async ({ lines }: Between): Promise<void> => {
    first = await lines();
  };
  const spoken = screen(picker, still(), { screenReader: true, between });
  await spoken.sees('1. Production');
  assert.equal(first.join(''), '');
  await spoken.leave();
  const empty = screen(picker, still([]), { between });
  await empty.sees('There is no role');
  assert.equal(first.join(''), '');
  await empty.leave();
});
