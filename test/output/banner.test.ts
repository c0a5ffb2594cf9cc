import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RoleInShell } from '../../source/domain/shells/role.ts';
import { banner } from '../../source/output/banner.ts';
import { exampleLive, exampleRole, exampleServed, noon } from '../domain/shells/example.ts';

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

test('the banner of a live role names no end, and that of a served one where its keys are, without the path', () => {
  const said = (live: NonNullable<RoleInShell['live']>) =>
    banner({ ...exampleRole(), live }, { canvas: undefined, now: noon });
  assert.match(said(exampleLive), /^▌ You are now Production \(ystataws in 444455556666\)\. exit returns\.\n$/);
  const served = said(exampleServed);
  assert.match(
    served,
    /^▌ .*\n· Its keys are served at 127\.0\.0\.1:44223 until this shell ends; rolecall exec --serve-env prints/,
  );
  assert.doesNotMatch(served, /half/);
});
