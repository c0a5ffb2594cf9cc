import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appStore } from '../../../source/ui/core/app-store.ts';
import type { State } from '../../../source/ui/core/state.ts';
import { noon, question } from '../helpers/ports.ts';
import { after, started } from '../helpers/start.ts';

const second = 1_000;
const minute = 60_000;

const list = (end: number): State =>
  after(started(), { type: 'expired', expiries: new Map([['prod-admin', end]]), codeless: new Map() }).state;

const asking = (over = {}): State =>
  after(
    started(),
    { type: 'typed', text: 'lake' },
    { type: 'command', command: 'accept' },
    { type: 'asked', id: 1, question: question(over) },
  ).state;

const table: readonly (readonly [what: string, state: State, times: number])[] = [
  ['of a list without sessions', started(), 0],
  ['in the middle of a minute that a session has', list(noon + 5.5 * minute), 0],
  ['in which a session has a minute less', list(noon + 5 * minute), 1],
  ['in which a session ends', list(noon + second), 1],
  ['after a session has ended', list(noon - second), 0],
  ['while a code is typed', asking(), 0],
  ['while a new code is waited for', asking({ notBefore: noon + 9 * second }), 1],
];

for (const [what, state, times] of table) {
  test(`a second ${what} is drawn ${times} times, and known of`, () => {
    const store = appStore([state], () => undefined);
    let drawn = 0;
    store.subscribe(() => {
      drawn += 1;
    });
    store.dispatch({ type: 'ticked', now: noon + second });
    assert.equal(drawn, times);
    assert.equal(store.get().now, noon + second);
  });
}

test('a code is sent before its screen is drawn', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const done: string[] = [];
  const store = appStore([asking()], ({ type }) => done.push(type));
  store.subscribe(() => done.push('drawn'));
  store.dispatch({ type: 'typed', text: '123456' });
  assert.deepEqual(done, ['answer']);
  context.mock.timers.tick(30);
  assert.deepEqual(done, ['answer', 'drawn']);
});
