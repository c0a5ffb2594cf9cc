import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mary, session } from './mary.ts';

test('logout, discover and sync name the portals there are; only login tells how a new one begins', async (context) => {
  const { run } = await mary(context, `${session}\n${session.replace('corp', 'other')}`);
  for (const verb of ['logout', 'discover', 'sync']) {
    const { problem } = await run([verb, 'https://elsewhere.awsapps.com/start']);
    assert.deepEqual([problem?.code, problem?.todo], ['portal-unknown', ['Portals: corp, other']], verb);
    assert.match(problem?.title ?? '', /has the start URL https:\/\/elsewhere\.awsapps\.com\/start\./);
  }
  for (const verb of ['logout', 'discover', 'sync', 'login']) {
    for (const [typed, todo] of [
      ['crop', 'Did you mean corp?'],
      ['nosuch', 'Portals: corp, other'],
    ] as const) {
      const { problem } = await run([verb, typed]);
      const more = verb === 'login' ? ['To add a new one, give its start URL: rolecall login https://…'] : [];
      assert.deepEqual([problem?.code, problem?.todo], ['portal-unknown', [todo, ...more]], `${verb} ${typed}`);
    }
  }
});
