import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tellsLate } from '../../source/commands/registry/dispatch.ts';
import { createLate } from '../../source/ports/late.ts';

/** What is said of calls that AWS does not answer soon. */
function saidBy(
  states: readonly { readonly isFree?: boolean; readonly isOnNewLine?: boolean; readonly host?: string }[],
) {
  let state = states[0];
  const said: string[] = [];
  const { tell } = createLate(
    { isOnNewLine: () => state?.isOnNewLine ?? true, writeError: (text) => void said.push(text) },
    { isFree: () => state?.isFree ?? true },
  );
  for (state of states) tell(state.host ?? 'sts.amazonaws.com');
  return said;
}

test('that AWS does not answer is said once, and where nothing is drawn, asked or half written', () => {
  const line = 'AWS has not answered yet (sts.amazonaws.com). Ctrl+C ends the waiting.\n';
  assert.deepEqual(saidBy([{}, {}]), [line]);
  assert.deepEqual(saidBy([{ isFree: false }, { isOnNewLine: false }]), []);
  assert.deepEqual(saidBy([{ isFree: false }, {}]), [line], 'the next call is told where the first could not be');
  assert.ok(!saidBy([{ host: 'a\u001b[2Jb' }])[0]?.includes('\u001b'));
});

test('what another rolecall does is said once, and beside that AWS does not answer', () => {
  const said: string[] = [];
  const output = { isOnNewLine: () => true, writeError: (text: string) => void said.push(text) };
  const { tell, tellOthers } = createLate(output, { isFree: () => true });
  tellOthers('is opening the same session');
  tellOthers('is opening the same session');
  tell('sts.amazonaws.com');
  assert.deepEqual(said, [
    'Another rolecall is opening the same session; waiting for it. Ctrl+C ends the waiting.\n',
    'AWS has not answered yet (sts.amazonaws.com). Ctrl+C ends the waiting.\n',
  ]);
});

test('programs that wait are told nothing, nor verbs that say it in their own words', () => {
  for (const line of [
    'exec prod -- true',
    'role list',
    'status --verify',
    'login corp',
    'demo exec prod -- true',
    '',
  ]) {
    assert.ok(tellsLate(line.split(' ')), line);
  }
  for (const line of ['credential-process prod', 'renew', 'key import --write', '--debug mfa list', 'demo key list']) {
    assert.ok(!tellsLate(line.split(' ')), line);
  }
});
