import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { takeTurn } from '../../../source/adapters/terminal/turn.ts';

test('who comes right behind the turn of another process hears of it, though nobody had to wait', async (context) => {
  const directory = mkdtempSync(join(tmpdir(), 'rolecall-turn-'));
  context.after(() => rmSync(directory, { recursive: true, force: true }));
  const begun = Date.now();
  const turn = async (since: number) => {
    const { waited, release } = await takeTurn({ directory, since, draws: false, asHelper: true });
    release();
    return waited;
  };
  assert.equal(await turn(begun), false, 'nobody was there before');
  assert.equal(await turn(begun), false, 'our own turn is no other one’s');
  // What another process leaves when its turn ends.
  const [lock = ''] = readdirSync(directory);
  while (Date.now() <= begun + 20) await new Promise((resolve) => setImmediate(resolve));
  writeFileSync(join(directory, lock), '');
  assert.equal(await turn(begun), true);
  assert.equal(await turn(Date.now() + 1_000), false, 'it ended before we looked');
});
