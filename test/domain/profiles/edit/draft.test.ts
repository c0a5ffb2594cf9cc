import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftOnto, emptyDraft, readNew, withLinkRead } from '../../../../source/domain/profiles/edit/draft.ts';
import { profilesOf } from '../../portals/found/world.ts';

const link = (query: string) => `https://signin.aws.amazon.com/switchrole?${query}`;
const account = 'account=444455556666&roleName=walk';

const draft = (roleArn: string, more = {}) => ({ ...emptyDraft, name: 'new', 'role-arn': roleArn, ...more });

test('withLinkRead: the role of a link, and its look where none is chosen', () => {
  const arn = 'arn:aws:iam::444455556666:role/walk';
  const look = link(`${account}&displayName=Walk&color=B7CA9D`);
  assert.deepEqual(withLinkRead(draft(look)), draft(arn, { 'display-name': 'Walk', color: '#b7ca9d' }));
  const chosen = { 'display-name': 'Mine', color: 'red' };
  assert.deepEqual(withLinkRead(draft(` <${look}>`, chosen)), draft(arn, chosen));
  assert.deepEqual(withLinkRead(draft(link(`${account}&displayName=new`))), draft(arn));
  for (const other of [arn, 'arn', '', link('account=acme&roleName=walk'), link('account=444455556666'), 'https://x'])
    assert.deepEqual(withLinkRead(draft(other)), draft(other), other);
});

const faults: readonly (readonly [typed: string, says: RegExp])[] = [
  [link('account=acme&roleName=walk'), /by its alias, acme\. .*arn:aws:iam::<12 digits>:role\/walk$/],
  [link('account=444455556666'), /^Only the account is left of this link\. Put the link in quotes/],
  ['https://example.com', /^example\.com is not an AWS sign-in page\. A link starts with/],
  ['444455556666', /^A role ARN looks like/],
];

test('readNew: what is wrong with a link in the place of the role', () => {
  const profiles = profilesOf('[profile mary]\nregion = eu-west-1\n');
  for (const [typed, says] of faults) {
    const { faults: found } = readNew(draft(typed, { 'source-profile': 'mary' }), profiles);
    assert.match(found?.['role-arn'] ?? '', says, typed);
  }
});

test('draftOnto: what a person changed, taken out included, on the profile as it is by then', () => {
  const before = draft('arn:old', { region: 'eu-west-1', color: 'red', group: 'A' });
  const typed = { ...before, region: 'eu-west-3', color: '' };
  const now = { ...before, region: 'us-east-1', group: 'B' };
  assert.deepEqual(draftOnto(typed, before, now), draft('arn:old', { region: 'eu-west-3', color: '', group: 'B' }));
});
