import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainLines } from '../../../source/ui/screens/explain/update.ts';

const text = `▌ prod-admin  /home/mary/.aws/config:15
  who     mary: the access key AKIAIOSFODNN7EXAMPLE
  role 1  arn:aws:iam::555566667777:role/Op /home/mary/.aws/config:16
          for 1h
· The source has a region of its own.
`;

const shown = (columns: number): readonly string[] =>
  explainLines({ tag: 'explain', profile: 'prod-admin', text, top: 0 }, { size: { columns, rows: 24 } }).map(
    ({ label, text }) => label + text,
  );

test('an explanation keeps its column of labels in a narrow window', () => {
  assert.deepEqual(shown(50), [
    '▌ prod-admin /home/mary/.aws/config:15',
    '  who     mary: the access key',
    '          AKIAIOSFODNN7EXAMPLE',
    '  role 1  arn:aws:iam::555566667777:role/Op',
    '          /home/mary/.aws/config:16',
    '          for 1h',
    '· The source has a region of its own.',
  ]);
});

test('an explanation that fits stands as `rolecall show` prints it', () => {
  assert.deepEqual(shown(120).slice(1), text.trimEnd().split('\n').slice(1));
});
