import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRecorder } from '../../source/sandbox/handle-call.ts';
import { Bounded } from '../../source/sandbox/state/bounded.ts';

const call = (action: string, params: Readonly<Record<string, string>> = {}) =>
  ({ service: 'sts', action, time: 0, params }) as const;

test('of any number of calls the last thousand are recorded, and all are counted', () => {
  const recorder = createRecorder();
  for (let at = 0; at < 5_000; at += 1)
    recorder.note(call(at % 2 ? 'AssumeRole' : 'GetRole', { at: String(at) }))({ status: 200 });
  assert.equal(recorder.calls.length, 1_000);
  assert.deepEqual([recorder.calls[0]?.params.at, recorder.calls.at(-1)?.params.at], ['4000', '4999']);
  assert.equal(recorder.calls.at(-1)?.status, 200);
  assert.deepEqual([recorder.count(), recorder.count('AssumeRole'), recorder.count('CreateRole')], [5_000, 2_500, 0]);
});

test('what the records hold is bounded too, however long a parameter or how many names of actions', () => {
  const recorder = createRecorder();
  const held = () => JSON.stringify(recorder.calls).length;
  for (let at = 0; at < 200; at += 1) recorder.note(call(`Action${at}`, { Policy: 'x'.repeat(1 << 20) }));
  assert.ok(held() < 2 << 20, String(held()));
  for (let at = 0; at < 2_000; at += 1) recorder.note(call(`More${at}`));
  assert.equal(recorder.count(), 2_200);
  const names = Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`name${at}`, 'x'.repeat(15)]));
  for (let at = 0; at < 20; at += 1) recorder.note(call('Many', names));
  assert.ok(held() < 3 << 20, String(held()));
});

test('of what is handed out the oldest goes first', () => {
  const map = new Bounded<string, number>(2);
  map.set('a', 1).set('b', 2).set('a', 3).set('c', 4);
  assert.deepEqual(
    [...map],
    [
      ['b', 2],
      ['c', 4],
    ],
  );
});
