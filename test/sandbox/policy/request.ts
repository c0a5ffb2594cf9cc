import type { Statement } from '../../../source/sandbox/policy/document.ts';
import { evaluate } from '../../../source/sandbox/policy/evaluate.ts';
import { createContext } from '../../../source/sandbox/policy/match.ts';

const context = createContext({
  'aws:username': 'mary',
  'aws:MultiFactorAuthPresent': 'true',
  'aws:MultiFactorAuthAge': '600',
  'sts:ExternalId': 'abc-1',
  'sts:SourceIdentity': undefined,
  'aws:PrincipalArn': 'arn:aws:iam::111122223333:user/team/mary',
  'aws:TagKeys': ['team', 'cost'],
  'aws:RequestTag/team': 'blue',
  'aws:RequestTag/*': undefined,
  'aws:CurrentTime': '2026-06-01T12:00:00.000Z',
});

/** What the tests of the evaluator ask for. */
export const request = { action: 'sts:AssumeRole', resource: 'arn:aws:iam::555566667777:role/ops/Admin', context };
export const allow = (more: object): Statement => ({ Effect: 'Allow', Action: '*', Resource: '*', ...more });
export const deny = (more: object): Statement => ({ Effect: 'Deny', Action: '*', Resource: '*', ...more });
/** What one policy of these statements says to it. */
export const verdict = (...Statement: Statement[]) => evaluate([{ Version: '2012-10-17', Statement }], request);
