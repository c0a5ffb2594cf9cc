import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assign, MARY } from '../../../source/sandbox/identity-center/build.ts';
import { mary } from './mary.ts';

test('sync counts nothing of a portal that it could not read, and no filter of it is said to match nothing', async (context) => {
  const { run, portal, aws } = await mary(context);
  assign(portal, MARY, { account: '111122223333', name: 'prod', roles: ['Admin', 'Read'] });
  await run(['sync', '--include', 'prod', '--write']);
  assert.equal((await run(['sync', '--include', 'prod', '--check'])).out, 'corp: 2 unchanged\n');
  aws.failNext({ action: 'ListAccounts', status: 403, code: 'ForbiddenException', message: 'No access' });
  const refused = await run(['sync', '--include', 'prod', '--check']);
  assert.deepEqual([refused.out, refused.outcome], ['', { tag: 'done', exitCode: 1 }]);
  await run(['logout', '--all']);
  const unread = await run(['sync', '--include', 'prod', '--check']);
  assert.deepEqual([unread.out, unread.outcome], ['', { tag: 'done', exitCode: 1 }]);
  assert.match(unread.error, /rolecall login corp/);
  assert.doesNotMatch(unread.error, /No role matches/);
});
