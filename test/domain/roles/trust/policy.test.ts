import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compactPolicy, trustPolicy } from '../../../../source/domain/roles/trust/policy.ts';

const head =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"111122223333"},';

/** What the console writes, key by key and in its order. */
const consoleShapes: readonly (readonly [requireMfa: boolean, externalId: string | undefined, condition: string])[] = [
  [false, undefined, '{}'],
  [true, undefined, '{"Bool":{"aws:MultiFactorAuthPresent":"true"}}'],
  [false, 'x', '{"StringEquals":{"sts:ExternalId":"x"}}'],
  [true, 'x', '{"StringEquals":{"sts:ExternalId":"x"},"Bool":{"aws:MultiFactorAuthPresent":"true"}}'],
];

for (const [requireMfa, externalId, condition] of consoleShapes) {
  test(`the console's policy, MFA ${requireMfa}, external ID ${externalId}`, () => {
    const document = trustPolicy({ principals: ['111122223333'], requireMfa, externalId });
    assert.equal(compactPolicy(document), `${head}"Condition":${condition}}]}`);
  });
}

test('several principals are a list', () => {
  const document = trustPolicy({ principals: ['1', '2'], requireMfa: false, externalId: undefined });
  assert.match(compactPolicy(document), /"Principal":\{"AWS":\["1","2"\]\}/);
});
