import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type EditRecord,
  holdsSecret,
  readRecord,
  replacedBetween,
  restored,
  undoDays,
} from '../../../../source/domain/profiles/edit/undo.ts';
import { fuzzedFile } from '../fuzzed.ts';

test('what is replaced leads from one text to the other and back', () => {
  fc.assert(
    fc.property(fuzzedFile, fuzzedFile, (before, after) => {
      const parts = replacedBetween(before, after);
      assert.equal(restored(after, parts), before);
    }),
  );
});

test('lines that stay are in no part, also between two that change', () => {
  const secret = 'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n';
  const text = (region: string, color: string) => `[a]\nregion = ${region}\n${secret}color = ${color}\n[b]\n`;
  const parts = replacedBetween(text('eu-west-1', 'red'), text('us-east-1', 'blue'));
  assert.equal(parts.length, 2);
  assert.equal(JSON.stringify(parts).includes('wJalr'), false);
  assert.equal(holdsSecret(parts), false);
});

test('of a long text too only the lines that change are stored', () => {
  const secret = 'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n';
  const section = (at: number, region: string) => `[profile p${at}]\nregion = ${region}\noutput = json\n\n`;
  const text = (region: string, left: (at: number) => boolean) =>
    Array.from({ length: 1500 }, (_, at) => (left(at) ? '' : section(at, region)) + (at === 700 ? secret : '')).join(
      '',
    );
  const before = text('eu-west-1', () => false);
  for (const after of [text('us-east-1', () => false), text('eu-west-1', (at) => at % 3 === 0)]) {
    const parts = replacedBetween(before, after);
    assert.equal(holdsSecret(parts), false);
    assert.ok(parts.length >= 500);
    assert.equal(restored(after, parts), before);
  }
});

const secrets: readonly string[] = [
  'aws_secret_access_key = abc',
  'AWS_SECRET_ACCESS_KEY=abc',
  'aws_secret_access_key: abc',
  '# aws_secret_access_key = abc',
  ';aws_session_token = abc',
  'aws_security_token = abc',
  'aws_secret_acess_key = abc',
  'password = abc',
  `credential_process = /bin/echo '{"SecretAccessKey":"abc"}'`,
  'endpoint_url = https://svc:abc@proxy.corp.example/sts',
];

for (const line of secrets) {
  test(`a part with this line is not stored: ${line}`, () => {
    const [without, having] = ['[a]\nregion = x\n', `[a]\nregion = x\n${line}\n`];
    assert.equal(holdsSecret(replacedBetween(without, having)), true, 'put in');
    assert.equal(holdsSecret(replacedBetween(having, without)), true, 'taken out');
  });
}

test('keys that only sound like a secret are stored', () => {
  for (const line of ['web_identity_token_file = /t', 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE']) {
    assert.equal(holdsSecret(replacedBetween('', `${line}\n`)), false, line);
  }
});

const record: EditRecord = {
  version: 2,
  madeAt: 1_000,
  edits: [{ kind: 'config', path: '/c', before: 'x', after: null, parts: [{ at: 0, removed: 'a', inserted: '' }] }],
};
const now = 2_000;

test('a record is read as it was written, for a day', () => {
  assert.deepEqual(readRecord(JSON.stringify(record), now), record);
  assert.equal(readRecord(JSON.stringify(record), 1_000 + undoDays * 86_400_000 + 1), undefined);
  const future = { ...record, madeAt: now + 10 * 86_400_000 };
  assert.deepEqual(readRecord(JSON.stringify(future), now), future, 'the clock was set back since');
});

test('anything else is no record', () => {
  const [edit] = record.edits;
  const wrong: readonly unknown[] = [
    null,
    [],
    {},
    { ...record, version: 3 },
    { ...record, edits: [] },
    { ...record, edits: [{ ...edit, kind: 'zshenv' }] },
    { ...record, edits: [{ ...edit, path: 1 }] },
    { ...record, edits: [{ ...edit, before: 1 }] },
    { ...record, edits: [{ ...edit, parts: [{ at: -1, removed: '', inserted: '' }] }] },
    { ...record, edits: [{ ...edit, parts: [{ at: 0, removed: 1, inserted: '' }] }] },
    { ...record, edits: [edit, edit] },
  ];
  for (const value of wrong) assert.equal(readRecord(JSON.stringify(value), now), undefined, JSON.stringify(value));
  assert.equal(readRecord('{"ver', now), undefined);
});

test('parts that do not fit the text restore nothing', () => {
  const parts = replacedBetween('a\nb\n', 'a\nc\n');
  assert.equal(restored('a\nd\n', parts), undefined);
  assert.equal(restored('', parts), undefined);
});
