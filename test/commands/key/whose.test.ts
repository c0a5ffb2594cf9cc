import assert from 'node:assert/strict';
import { test } from 'node:test';
import { provenKey } from '../../../source/commands/key/shared/whose.ts';
import type { UserKeyCalls } from '../../../source/domain/access-keys/user-keys.ts';
import { Problem } from '../../../source/problem.ts';
import { failure } from '../../domain/roles/fake-iam.ts';

const key = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'a'.repeat(40) };

const rows: readonly (readonly [said: string, code: string, title: RegExp])[] = [
  ['The request signature we calculated does not match', 'key-refused', /The secret does not belong to AKIAIOSFODNN7/],
  ['Signature expired: 1 is now earlier than 2', 'clock-skew', /clock of this machine/],
  ["Credential should be scoped to a valid region, not 'x'.", 'region-of-endpoint', /signed for x/],
];

for (const [said, code, title] of rows) {
  test(`a key is called wrong only where it is: ${said}`, async () => {
    const calls = {
      whoAmI: () => Promise.reject(failure('SignatureDoesNotMatch', said)),
    } as unknown as UserKeyCalls;
    await assert.rejects(provenKey('mary', key, calls), (error) => {
      assert.ok(error instanceof Problem);
      assert.equal(error.text.code, code);
      assert.match(error.text.title, title);
      return true;
    });
  });
}
