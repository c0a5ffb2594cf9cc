import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AwsFailure } from '../../../../source/domain/sessions/failures/aws-failure.ts';
import { explainFailure } from '../../../../source/domain/sessions/failures/explain.ts';
import { noAnswer } from '../../../../source/domain/sessions/failures/no-answer.ts';
import { planRequest } from '../../../../source/domain/sessions/plan/plan.ts';
import { plainRequest } from '../../../../source/domain/sessions/plan/request.ts';
import { Problem } from '../../../../source/problem.ts';
import { profilesOf } from '../../profiles/files.ts';

const noHost = (endpoint: string) =>
  noAnswer(new AwsFailure({ kind: 'unreachable', code: 'ENOTFOUND', said: 'x', operation: 'AssumeRole', endpoint }));

test('a host that is not there because its region is not: the region is named, and the one that was meant', () => {
  for (const host of [
    'sts.eu-wset-1.amazonaws.com',
    'sts-fips.eu-wset-1.amazonaws.com',
    'sts.eu-wset-1.api.aws',
    'portal.sso.eu-wset-1.amazonaws.com',
    'sts.eu-west-1a.amazonaws.com',
    'sts.eu-west1.amazonaws.com',
  ]) {
    const { code, title, todo } = noHost(`https://${host}`);
    assert.equal(code, 'region-unknown', host);
    assert.match(title, /^eu-w[-a-z\d]+ is not a region that rolecall knows\.$/);
    assert.deepEqual(todo, ['Did you mean eu-west-1?']);
  }
});

test('any other host is the network’s affair', () => {
  for (const endpoint of [
    'https://sts.eu-west-1.amazonaws.com',
    'https://sts.eu-east-9.amazonaws.com',
    'https://sts.amazonaws.com',
    'https://iam.us-gov.amazonaws.com',
    'http://x',
  ]) {
    assert.equal(noHost(endpoint).code, 'unreachable', endpoint);
  }
});

test('the line that names the region is told: the role’s, its source’s, the portal’s', () => {
  const text = [
    '[profile mary]\naws_access_key_id = AKIAX\naws_secret_access_key = x\nregion = us-esat-1',
    '[profile own]\nrole_arn = arn:aws:iam::444455556666:role/X\nsource_profile = mary\nregion = eu-wset-1',
    '[profile heir]\nrole_arn = arn:aws:iam::444455556666:role/X\nsource_profile = mary',
    '[sso-session corp]\nsso_region = eu-wset-1\nsso_start_url = https://x.awsapps.com/start',
    '[profile portal]\nsso_session = corp\nsso_account_id = 444455556666\nsso_role_name = X',
  ].join('\n');
  const cases = [
    ['own', 'sts.eu-wset-1', 8],
    ['heir', 'sts.us-esat-1', 4],
    ['portal', 'portal.sso.eu-wset-1', 13],
    ['heir', 'sts.eu-wset-1', undefined],
  ] as const;
  for (const [name, host, line] of cases) {
    const plan = planRequest(profilesOf(text), plainRequest(name));
    const endpoint = `https://${host}.amazonaws.com`;
    const failure = new AwsFailure({ kind: 'unreachable', code: 'ENOTFOUND', said: 'x', operation: 'x', endpoint });
    const problem = explainFailure(failure, { plan, caller: undefined });
    assert.ok(problem instanceof Problem);
    assert.deepEqual([problem.text.code, problem.text.at?.[0]?.line], ['region-unknown', line], `${name} ${host}`);
  }
});
