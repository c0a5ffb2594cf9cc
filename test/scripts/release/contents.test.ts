import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completion } from '../../../scripts/release/contents.ts';
import { shellKinds } from '../../../source/domain/shells/registry.ts';

test('every shell has a completion; no other name ships an empty file', () => {
  for (const kind of shellKinds) assert.match(Buffer.from(completion(kind)).toString(), /rolecall/, kind);
  assert.throws(() => completion('tcsh' as never), /no completion for tcsh/);
});
