import assert from 'node:assert/strict';
import { test } from 'node:test';
import { banner } from '../../source/output/banner.ts';
import { exampleRole, noon } from '../domain/shells/example.ts';

test('the banner says who is which role, and is a sentence where nobody asked AWS who', () => {
  const role = exampleRole();
  const line = (callerArn?: string) =>
    banner(
      { ...role, session: { ...role.session, ...(callerArn && { callerArn }) } },
      { canvas: undefined, now: noon },
    );
  assert.match(line('arn:aws:iam::111122223333:user/mary'), /^▌ mary \(111122223333\) is now Production \(/);
  assert.match(line(), /^▌ You are now Production \(ystataws in 444455556666\)/);
});
