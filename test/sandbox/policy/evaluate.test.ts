import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Principal, Statement } from '../../../source/sandbox/policy/document.ts';
import { evaluate, evaluateTrust } from '../../../source/sandbox/policy/evaluate.ts';
import { allow, deny, request, verdict } from './request.ts';

describe('evaluate', () => {
  const statements: [string, Statement, 'allow' | 'none'][] = [
    ['everything', allow({}), 'allow'],
    ['action by name, in any case', allow({ Action: 'STS:assumerole' }), 'allow'],
    ['action by wildcard', allow({ Action: ['iam:*', 'sts:Assume*'] }), 'allow'],
    ['action by question marks', allow({ Action: 'sts:AssumeRol?' }), 'allow'],
    ['another action', allow({ Action: 'sts:AssumeRoleWithSAML' }), 'none'],
    ['all but another action', allow({ Action: undefined, NotAction: 'iam:*' }), 'allow'],
    ['all but this action', allow({ Action: undefined, NotAction: 'sts:*' }), 'none'],
    ['resource by wildcard', allow({ Resource: 'arn:aws:iam::*:role/ops/*' }), 'allow'],
    ['resource in another case', allow({ Resource: 'arn:aws:iam::*:role/OPS/*' }), 'none'],
    ['another resource', allow({ Resource: 'arn:aws:iam::555566667777:role/Admin' }), 'none'],
    ['all but this resource', allow({ Resource: undefined, NotResource: '*:role/ops/Admin' }), 'none'],
    ['neither action nor NotAction', allow({ Action: undefined }), 'none'],
    ['neither resource nor NotResource', allow({ Resource: undefined }), 'none'],
    ['a principal, which an identity policy has not', allow({ Principal: '*' }), 'none'],
  ];
  for (const [name, statement, expected] of statements) {
    test(`Allow ${name}: ${expected}`, () => assert.equal(verdict(statement), expected));
  }

  test('nothing allows nothing, and a Deny beats every Allow', () => {
    assert.equal(evaluate([], request), 'none');
    assert.equal(verdict(allow({}), deny({ Action: 'sts:*' })), 'deny');
    assert.equal(verdict(allow({}), deny({ Action: 'iam:*' })), 'allow');
    assert.equal(verdict(allow({}), { ...allow({}), Effect: 'Maybe' as 'Allow' }), 'deny');
  });

  test('policy variables are filled in, and unknown ones refuse', () => {
    const resource = (text: string) =>
      evaluate([{ Statement: allow({ Resource: text }) }], { ...request, resource: 'user/mary' });
    assert.equal(resource('user/$'.concat('{aws:username}')), 'allow');
    assert.equal(resource('user/$'.concat('{aws:UserName}')), 'allow');
    assert.equal(resource('user/$'.concat('{sts:SourceIdentity}')), 'none');
    assert.equal(resource('user/m$'.concat('{aws:whatever}')), 'none');
    assert.equal(resource('user/$'.concat('{*}')), 'none');
  });
});

describe('evaluateTrust', () => {
  const user = { kind: 'AWS', account: '111122223333', arns: ['arn:aws:iam::111122223333:user/mary'] } as const;
  const trust = (Principal: Principal | undefined, more: object = {}) => {
    const statement = {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      ...(Principal && { Principal }),
      ...more,
    } as Statement;
    const judged = evaluateTrust({ Statement: statement }, user, request);
    return judged.verdict === 'allow' ? judged.by : judged.verdict;
  };

  const cases: [string, Principal | undefined, object, string][] = [
    ['the account by ID', { AWS: '111122223333' }, {}, 'account'],
    ['the account by root ARN', { AWS: 'arn:aws:iam::111122223333:root' }, {}, 'account'],
    ['another account', { AWS: ['444455556666', 'arn:aws:iam::444455556666:root'] }, {}, 'none'],
    ['the user', { AWS: 'arn:aws:iam::111122223333:user/mary' }, {}, 'name'],
    ['the user among others', { AWS: ['444455556666', 'arn:aws:iam::111122223333:user/mary'] }, {}, 'name'],
    ['a user whose name begins alike', { AWS: 'arn:aws:iam::111122223333:user/mary2' }, {}, 'none'],
    ['users by wildcard, which IAM does not know', { AWS: 'arn:aws:iam::111122223333:user/*' }, {}, 'none'],
    ['everybody', '*', {}, 'name'],
    ['everybody, as an AWS principal', { AWS: '*' }, {}, 'name'],
    ['a service', { Service: 'ec2.amazonaws.com' }, {}, 'none'],
    ['a federated everybody', { Federated: '*' }, {}, 'none'],
    ['a kind nobody has heard of', { Martian: '*' }, {}, 'none'],
    ['nobody', undefined, {}, 'none'],
    ['all but somebody', undefined, { NotPrincipal: { AWS: '444455556666' } }, 'none'],
    ['the account, for another action', { AWS: '111122223333' }, { Action: 'sts:TagSession' }, 'none'],
    ['the account, for any STS action', { AWS: '111122223333' }, { Action: 'sts:*' }, 'account'],
    ['the account, on a resource, which a trust policy has not', { AWS: '111122223333' }, { Resource: '*' }, 'none'],
    ['the account, denied', { AWS: '111122223333' }, { Effect: 'Deny' }, 'deny'],
    ['another account, denied', { AWS: '444455556666' }, { Effect: 'Deny' }, 'none'],
    ['all but somebody, denied', undefined, { Effect: 'Deny', NotPrincipal: { AWS: '111122223333' } }, 'deny'],
    ['a kind nobody has heard of, denied', { Martian: 'x' }, { Effect: 'Deny' }, 'deny'],
  ];
  for (const [name, principal, more, expected] of cases) {
    test(`${name}: ${expected}`, () => assert.equal(trust(principal, more), expected));
  }
});
