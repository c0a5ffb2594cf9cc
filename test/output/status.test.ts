import assert from 'node:assert/strict';
import { test } from 'node:test';
import { harmless } from '../../source/domain/display/sanitize.ts';
import { whoHere } from '../../source/domain/shells/current.ts';
import { statusJson, statusText } from '../../source/output/status.ts';

const now = Date.UTC(2026, 0, 31, 12);
const env = {
  ROLECALL_PROFILE: 'prod-admin',
  ROLECALL_DISPLAY_NAME: 'Production admin',
  ROLECALL_COLOR: '#d13212',
  ROLECALL_ACCOUNT_ID: '555566667777',
  ROLECALL_ROLE_ARN: 'arn:aws:iam::555566667777:role/Admin',
  ROLECALL_EXPIRES_EPOCH: String(now / 1000 + 28_740),
  AWS_ACCESS_KEY_ID: 'ASIAROLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'token',
};

test('status shows the role on its colour, and the time that is left', () => {
  const text = (depth: 4 | 8 | 24) => statusText(whoHere(env), { canvas: { depth, background: undefined }, now });
  assert.ok(text(24).includes('\u001b[48;2;209;50;18m\u001b[38;2;255;255;255m Production admin \u001b[39m\u001b[49m'));
  assert.ok(text(8).includes('\u001b[48;5;166m'));
  assert.ok(text(4).includes('\u001b[41m\u001b[97m Production admin '));
  for (const depth of [4, 8, 24] as const) {
    assert.match(text(depth), / until .*, 7h59m left\n/);
    assert.equal(harmless(text(depth)), text(depth), 'nothing of ours is taken for harmful');
  }
  assert.match(
    statusText(whoHere(env), { canvas: undefined, now }),
    /Admin in 555566667777 \(Production admin\) until/,
  );
});

test('status --json has the colour, and what is left in seconds', () => {
  const { color, secondsLeft } = statusJson(whoHere(env), now);
  assert.deepEqual([color, secondsLeft], ['#d13212', 28_740]);
  const other = whoHere({ ...env, ROLECALL_COLOR: 'red\u001b[2J' });
  assert.equal(statusJson(other, now).color, null);
});
