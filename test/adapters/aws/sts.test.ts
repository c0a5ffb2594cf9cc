import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSts } from '../../../source/adapters/aws/sts.ts';
import { makePerson } from '../../domain/sessions/person.ts';

test('the end of a session is told by this machine’s clock, where that is slow', async (context) => {
  const mary = await makePerson(context);
  for (const [slow, end] of [
    [0, 60],
    [4, 56],
    [-4, 60],
  ] as const) {
    const now = () => mary.aws.clock.now() - slow * 60_000;
    const { credentials } = await mary.open('ystataws', {
      use: { bypass: true },
      ports: { sts: createSts({ env: {}, now }) },
    });
    const left = ((credentials.expiresAt ?? 0) - mary.aws.clock.now()) / 60_000;
    assert.ok(Math.abs(left - end) < 0.2, `${slow}: ${left}`);
  }
});
