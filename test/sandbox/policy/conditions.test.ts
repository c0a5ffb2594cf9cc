import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { OneOrMany } from '../../../source/sandbox/policy/document.ts';
import { allow, deny, verdict } from './request.ts';

describe('conditions', () => {
  const holds = true;
  const fails = false;
  const cases: [operator: string, key: string, wanted: OneOrMany, expected: boolean | 'not understood'][] = [
    ['Bool', 'aws:MultiFactorAuthPresent', 'true', holds],
    ['Bool', 'AWS:multifactorauthpresent', 'TRUE', holds],
    ['Bool', 'aws:MultiFactorAuthPresent', 'false', fails],
    ['Bool', 'aws:MultiFactorAuthPresent', 'yes', 'not understood'],
    ['Bool', 'sts:SourceIdentity', 'true', fails],
    ['BoolIfExists', 'sts:SourceIdentity', 'true', holds],
    ['BoolIfExists', 'aws:MultiFactorAuthPresent', 'false', fails],
    ['StringEquals', 'sts:ExternalId', 'abc-1', holds],
    ['StringEquals', 'sts:ExternalId', ['x', 'abc-1'], holds],
    ['StringEquals', 'sts:ExternalId', 'ABC-1', fails],
    ['StringEquals', 'sts:ExternalId', 'abc*', fails],
    ['StringEqualsIgnoreCase', 'sts:ExternalId', 'ABC-1', holds],
    ['StringLike', 'sts:ExternalId', 'abc*', holds],
    ['StringLike', 'sts:ExternalId', 'ab?-?', holds],
    ['StringNotLike', 'sts:ExternalId', 'abc*', fails],
    ['StringNotEquals', 'sts:ExternalId', ['x', 'y'], holds],
    ['StringNotEquals', 'sts:ExternalId', ['x', 'abc-1'], fails],
    ['StringNotEquals', 'sts:SourceIdentity', 'x', holds],
    ['StringEquals', 'sts:SourceIdentity', 'x', fails],
    ['StringEqualsIfExists', 'sts:SourceIdentity', 'x', holds],
    ['NumericLessThan', 'aws:MultiFactorAuthAge', '900', holds],
    ['NumericLessThan', 'aws:MultiFactorAuthAge', '600', fails],
    ['NumericLessThanEquals', 'aws:MultiFactorAuthAge', '600', holds],
    ['NumericGreaterThan', 'aws:MultiFactorAuthAge', '599', holds],
    ['NumericEquals', 'aws:MultiFactorAuthAge', '600', holds],
    ['NumericNotEquals', 'aws:MultiFactorAuthAge', '600', fails],
    ['NumericLessThan', 'aws:MultiFactorAuthAge', 'soon', 'not understood'],
    ['DateGreaterThan', 'aws:CurrentTime', '2026-01-01T00:00:00Z', holds],
    ['DateLessThan', 'aws:CurrentTime', '1767225600', fails],
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:user/*', holds],
    ['ArnEquals', 'aws:PrincipalArn', 'arn:aws:iam::*:user/team/mary', holds],
    ['ArnLike', 'aws:PrincipalArn', 'arn:*:user/team/mary', fails],
    ['ArnNotLike', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:user/*', fails],
    ['Null', 'sts:SourceIdentity', 'true', holds],
    ['Null', 'sts:ExternalId', 'true', fails],
    ['Null', 'sts:ExternalId', 'false', holds],
    ['ForAllValues:StringEquals', 'aws:TagKeys', ['team', 'cost', 'other'], holds],
    ['ForAllValues:StringEquals', 'aws:TagKeys', ['team'], fails],
    ['ForAllValues:StringEquals', 'sts:SourceIdentity', 'x', holds],
    ['ForAnyValue:StringEquals', 'aws:TagKeys', ['cost'], holds],
    ['ForAnyValue:StringEquals', 'sts:SourceIdentity', 'x', fails],
    ['StringEquals', 'aws:TagKeys', 'team', 'not understood'],
    ['StringEquals', 'aws:RequestTag/team', 'blue', holds],
    ['StringEquals', 'aws:RequestTag/none', 'blue', fails],
    ['StringEquals', 'aws:ResourceTag/team', 'blue', 'not understood'],
    ['StringEquals', 'aws:PrincipalOrgID', 'o-1', 'not understood'],
    ['StringMatches', 'sts:ExternalId', 'abc-1', 'not understood'],
    ['IpAddress', 'sts:ExternalId', '10.0.0.0/8', 'not understood'],
    ['ForEach:StringEquals', 'sts:ExternalId', 'abc-1', 'not understood'],
    ['constructor', 'sts:ExternalId', 'abc-1', 'not understood'],
  ];
  for (const [operator, key, wanted, expected] of cases) {
    test(`${operator} ${key} ${JSON.stringify(wanted)}: ${expected}`, () => {
      const Condition = { [operator]: { [key]: wanted } };
      assert.equal(verdict(allow({ Condition })), expected === true ? 'allow' : 'none');
      // What is not understood refuses from both sides.
      assert.equal(verdict(allow({}), deny({ Condition })), expected === false ? 'allow' : 'deny');
    });
  }

  test('all of several have to hold', () => {
    const Bool = { 'aws:MultiFactorAuthPresent': 'true' };
    assert.equal(verdict(allow({ Condition: { Bool, StringEquals: { 'sts:ExternalId': 'abc-1' } } })), 'allow');
    assert.equal(verdict(allow({ Condition: { Bool, StringEquals: { 'sts:ExternalId': 'abc-2' } } })), 'none');
  });
});
