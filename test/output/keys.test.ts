import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KeyFacts } from '../../source/domain/access-keys/facts.ts';
import { keyTable } from '../../source/output/keys.ts';
import { cellWidth } from '../../source/output/width.ts';

const now = Date.UTC(2026, 5, 1);

const key = (name: string, more: Partial<KeyFacts>): KeyFacts => ({
  name,
  accessKeyId: 'AKIA0000000000EXAMPL',
  user: `arn:aws:iam::111122223333:user/${name}`,
  place: 'keychain',
  createdAt: Date.UTC(2026, 0, 1),
  lastUse: { at: Date.UTC(2026, 4, 1), service: 'dynamodb', region: 'eu-west-1' },
  keys: undefined,
  storedAt: 0,
  elsewhere: [],
  rotation: false,
  ...more,
});

test('the table of keys fits its terminal, and says in each what is wrong with a key', () => {
  const keys = [
    key('mary', { elsewhere: ['/home/mary/.aws/credentials:12'] }),
    key('deployment-of-the-shop-in-production', { isRefused: true }),
  ];
  const [head = '', mary = ''] = keyTable(keys, now, Number.POSITIVE_INFINITY);
  assert.match(head, /^NAME +ACCESS KEY +USER +PLACE +AGE +LAST USED +ALSO IN$/);
  assert.match(
    mary,
    /^mary +AKIA\w+ +mary · 111122223333 +keychain +151 days +2026-05-01 dynamodb +\S+credentials:12$/,
  );
  for (const columns of [160, 110, 80]) {
    const lines = keyTable(keys, now, columns);
    for (const line of lines) assert.ok(cellWidth(line) <= columns, `${columns}: ${line}`);
    assert.match(lines[1] ?? '', /^mary +AKIA0000000000EXAMPL .*:12$/, `${columns}`);
    assert.match(lines[2] ?? '', /^deplo\S*tion +AKIA.* AWS does not know it$/, `${columns}`);
  }
});
