import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePolicy } from '../../../source/sandbox/policy/document.ts';
import { evaluate, evaluateTrust } from '../../../source/sandbox/policy/evaluate.ts';
import { createContext } from '../../../source/sandbox/policy/match.ts';
import { AwsProblem } from '../../../source/sandbox/wire/problem.ts';
import { damaged, hostile, mostly } from '../inputs.ts';
import { target } from '../target.ts';

// biome-ignore lint/suspicious/noTemplateCurlyInString: that is how IAM writes a variable
const variable = '${aws:username}';
const text = mostly(
  fc.constantFrom(
    ...['sts:AssumeRole', 'sts:*', '*', 'arn:aws:iam::*:role/*', '111122223333', 'true', '3600', variable],
    ...['****************a', '??*?*?*b', 'arn:aws:iam::111122223333:root', '2026-01-01T00:00:00Z', '10.0.0.0/8'],
  ),
);
const texts = fc.oneof(text, fc.array(text, { maxLength: 3 }));
const condition = fc.dictionary(
  mostly(
    fc.constantFrom(
      ...['Bool', 'StringLike', 'ForAllValues:StringEquals', 'NumericLessThanIfExists', 'Null', 'IpAddress'],
      ...['ArnLike', 'DateGreaterThan', 'ForAnyValue:StringLike'],
    ),
  ),
  fc.dictionary(mostly(fc.constantFrom('aws:MultiFactorAuthPresent', 'sts:ExternalId', 'aws:PrincipalTag/x')), texts, {
    maxKeys: 2,
  }),
  { maxKeys: 2 },
);
const statement = fc.record(
  {
    Effect: mostly(fc.constantFrom('Allow', 'Deny')),
    Action: texts,
    NotAction: texts,
    Resource: texts,
    NotResource: texts,
    Principal: fc.oneof(text, fc.dictionary(mostly(fc.constantFrom('AWS', 'Service', 'Federated')), texts)),
    NotPrincipal: fc.dictionary(fc.constant('AWS'), texts),
    Condition: fc.oneof(condition, fc.jsonValue({ maxDepth: 2 })),
  },
  { requiredKeys: ['Effect', 'Action'] },
);
const document = fc
  .record({
    Version: mostly(fc.constantFrom('2012-10-17', '2008-10-17')),
    Statement: fc.oneof(statement, fc.array(statement, { maxLength: 3 })),
  })
  .map((policy) => JSON.stringify(policy));

const asked = {
  action: 'sts:AssumeRole',
  resource: 'arn:aws:iam::444455556666:role/ops/Admin',
  context: createContext({
    'aws:MultiFactorAuthPresent': 'true',
    'sts:ExternalId': 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac',
    'aws:PrincipalTag/*': undefined,
    'aws:username': 'mary',
  }),
};
const mary = { kind: 'AWS', account: '111122223333', arns: ['arn:aws:iam::111122223333:user/mary'] } as const;

/** Reads a policy document and lets it decide. */
export const policies = target({
  name: 'policy documents',
  weight: 12,
  inputs: fc.tuple(fc.oneof(document, damaged(document), fc.json(), hostile), fc.constantFrom('identity', 'trust')),
  attempt: ([policy, kind]) => {
    try {
      const read = parsePolicy(policy, kind);
      const verdict = kind === 'trust' ? evaluateTrust(read, mary, asked).verdict : evaluate([read], asked);
      assert.ok(['allow', 'deny', 'none'].includes(verdict));
    } catch (error) {
      if (!(error instanceof AwsProblem)) throw error;
    }
  },
});
