import assert from 'node:assert/strict';
import { test } from 'node:test';
import { progressText } from '../../source/output/discovery.ts';

test('progressText: what is being read, else what could not be, else nothing', () => {
  const accounts = [{ id: '111122223333', roles: [] }];
  const none = { due: 0, read: 0, calls: 0, throttled: 0, left: 0 };
  const table = [
    [[], none, 'corp: accounts'],
    [accounts, { ...none, due: 3, read: 1 }, 'corp: roles of 1 of 4 accounts'],
    [accounts, { ...none, due: 1, left: 1 }, 'corp: roles of 0 of 1 accounts'],
    [accounts, { ...none, read: 3, left: 1 }, 'corp: roles of 1 account could not be read'],
    [accounts, { ...none, read: 3, left: 2 }, 'corp: roles of 2 accounts could not be read'],
    [accounts, { ...none, read: 3 }, ''],
  ] as const;
  for (const [known, progress, text] of table) {
    const inventory = { portal: 'corp', startUrl: 'https://corp.awsapps.com/start', accounts: known };
    assert.equal(progressText('corp', inventory, progress), text);
  }
});
