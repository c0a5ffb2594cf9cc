import assert from 'node:assert/strict';
import { test } from 'node:test';
import { regionInForce } from '../../../source/domain/shells/region.ts';

const ofProfile = (name: string) =>
  ({ mary: 'us-east-1', prod: 'us-east-1', default: 'sa-east-1' })[name as 'mary' | 'prod' | 'default'];
const inRole = { ROLECALL_PROFILE: 'prod', ROLECALL_OUTSIDE: '{"AWS_REGION":null,"AWS_DEFAULT_REGION":null}' };
const live = { ...inRole, ROLECALL_CONFIG_FILE: '/own', AWS_PROFILE: 'rolecall-live-0' };

const table: readonly (readonly [string, Record<string, string>, string | undefined, string | undefined])[] = [
  ['the first variable', { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'x' }, undefined, 'eu-west-1 From AWS_REGION.'],
  ['an empty one is none', { AWS_REGION: '', AWS_DEFAULT_REGION: 'x' }, undefined, 'x From AWS_DEFAULT_REGION.'],
  ['the chosen profile', { AWS_PROFILE: 'mary' }, undefined, 'us-east-1 From the profile mary.'],
  ['no profile chosen', {}, undefined, 'sa-east-1 From the profile default.'],
  ['one that has none', { AWS_PROFILE: 'other' }, undefined, undefined],
  [
    'asked for',
    { ...inRole, AWS_REGION: 'eu-west-1' },
    'eu-west-1',
    'eu-west-1 Asked for with rolecall region or --region.',
  ],
  ['the role’s', { ...inRole, AWS_REGION: 'us-east-1' }, undefined, 'us-east-1 From the profile prod.'],
  ['set since', { ...inRole, AWS_REGION: 'eu-west-1' }, undefined, 'eu-west-1 From AWS_REGION in this shell.'],
  [
    'the person’s own',
    { ...inRole, ROLECALL_OUTSIDE: '{}', AWS_REGION: 'eu-west-1' },
    undefined,
    'eu-west-1 From your AWS_REGION: the role has none.',
  ],
  ['a role without one', inRole, undefined, 'sa-east-1 From the profile default.'],
  ['a live role without one', live, undefined, undefined],
];

for (const [name, env, requested, expected] of table) {
  test(`regionInForce: ${name}`, () => {
    const found = regionInForce(env, { requested, ofProfile });
    assert.equal(found && `${found.region} ${found.from}`, expected);
  });
}
