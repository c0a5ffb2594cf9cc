import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parsePolicy } from '../../../source/sandbox/policy/document.ts';

describe('parsePolicy', () => {
  const statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '111122223333' } };
  const trust = (more: object) => () =>
    parsePolicy(JSON.stringify({ Statement: [{ ...statement, ...more }] }), 'trust');
  const syntax = { code: 'MalformedPolicyDocument', message: 'Syntax errors in policy.' };

  test('takes what IAM takes', () => {
    assert.equal(Array.isArray(trust({ Sid: 'x', Condition: {} })().Statement), true);
    parsePolicy(
      '{"Version":"2012-10-17","Statement":{"Effect":"Deny","NotAction":["a:b"],"NotResource":"*"}}',
      'identity',
    );
  });

  test('refuses the rest in the words of IAM', () => {
    for (const text of [
      '[]',
      '"x"',
      '{}',
      '{"Statement":[]}',
      '{"Statement":{"Effect":"allow"}}',
      '{"Statement":[null]}',
    ]) {
      assert.throws(() => parsePolicy(text, 'identity'), syntax, text);
    }
    assert.throws(trust({ Effect: 'Maybe' }), syntax);
    assert.throws(trust({ Action: 7 }), syntax);
    assert.throws(trust({ Extra: 1 }), syntax);
    assert.throws(trust({ Condition: { Bool: 'true' } }), syntax);
    assert.throws(trust({ NotAction: 'x' }), syntax);
    assert.throws(trust({ Principal: {} }), syntax);
    assert.throws(trust({ Principal: { AWS: [1] } }), syntax);
    assert.throws(trust({ Resource: '*' }), { message: 'Has prohibited field Resource' });
    const identity = (more: object) => () =>
      parsePolicy(JSON.stringify({ Statement: { Effect: 'Allow', Action: 'a:b', ...more } }), 'identity');
    assert.throws(identity({}), { message: 'Policy statement must contain resources.' });
    assert.throws(identity({ Resource: '*', Principal: '*' }), {
      message: 'Policy document should not specify a principal.',
    });
  });
});
