import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signInPlace } from '../../../source/domain/login/endpoint.ts';

/** As the endpoint rules of AWS's own SDK for JavaScript (client `signin`) say. */
const places: Readonly<Record<string, string>> = {
  'us-east-1': 'https://us-east-1.signin.aws.amazon.com',
  'eu-west-1': 'https://eu-west-1.signin.aws.amazon.com',
  'cn-north-1': 'https://cn-north-1.signin.amazonaws.cn',
  'us-gov-west-1': 'https://us-gov-west-1.signin.amazonaws-us-gov.com',
  'us-gov-east-1': 'https://us-gov-east-1.signin.amazonaws-us-gov.com',
  'eusc-de-east-1': 'https://eusc-de-east-1.signin.amazonaws-eusc.eu',
  'us-iso-east-1': 'https://us-iso-east-1.signin.c2shome.ic.gov',
  'us-isob-east-1': 'https://us-isob-east-1.signin.sc2shome.sgov.gov',
  'eu-isoe-west-1': 'https://eu-isoe-west-1.signin.csphome.adc-e.uk',
  'us-isof-south-1': 'https://us-isof-south-1.signin.csphome.hci.ic.gov',
};

const mary = 'arn:aws:iam::111122223333:user/mary';

test('each region has its own sign-in, by the names of its partition', () => {
  for (const [region, base] of Object.entries(places))
    assert.deepEqual(signInPlace(mary, [region], {}), { base, region });
});

test('the first region counts; without one, the usual one of the principal’s partition', () => {
  const regionOf = (loginSession: string, ...regions: (string | undefined)[]) =>
    signInPlace(loginSession, regions, {}).region;
  assert.equal(regionOf(mary, undefined, 'eu-west-1', 'us-east-2'), 'eu-west-1');
  assert.equal(regionOf(mary, undefined, undefined), 'us-east-1');
  assert.equal(regionOf(mary.replace('aws', 'aws-cn')), 'cn-northwest-1');
  assert.equal(regionOf(mary.replace('aws', 'aws-us-gov')), 'us-gov-west-1');
  assert.equal(regionOf('no ARN'), 'us-east-1');
  assert.equal(regionOf(mary, 'fips-us-east-2'), 'us-east-2');
});

test('a configured endpoint counts before all', () => {
  const place = signInPlace(mary, ['eu-west-1'], { endpoint: 'http://127.0.0.1:1/', caBundle: '/ca.pem' });
  assert.deepEqual(place, { base: 'http://127.0.0.1:1', region: 'eu-west-1', caBundle: '/ca.pem' });
});
