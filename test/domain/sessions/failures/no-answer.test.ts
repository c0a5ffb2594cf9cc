import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StsFailure } from '../../../../source/domain/sessions/failures/aws-failure.ts';
import { noAnswer } from '../../../../source/domain/sessions/failures/no-answer.ts';

const noHost = (endpoint: string) =>
  noAnswer(new StsFailure({ kind: 'unreachable', code: 'ENOTFOUND', said: 'x', operation: 'AssumeRole', endpoint }));

test('a host that is not there because its region is not: the region is named, and the one that was meant', () => {
  for (const host of ['sts.eu-wset-1.amazonaws.com', 'sts-fips.eu-wset-1.amazonaws.com', 'sts.eu-wset-1.api.aws']) {
    const { code, title, todo } = noHost(`https://${host}`);
    assert.equal(code, 'region-unknown', host);
    assert.match(title, /^eu-wset-1 is no region that rolecall knows/);
    assert.equal(todo?.[0], 'Did you mean eu-west-1?');
  }
});

test('any other host is the network’s affair', () => {
  for (const endpoint of ['https://sts.eu-west-1.amazonaws.com', 'https://sts.eu-east-9.amazonaws.com', 'http://x']) {
    assert.equal(noHost(endpoint).code, 'unreachable', endpoint);
  }
});
