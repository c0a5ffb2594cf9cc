import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  isJustListed,
  removalOffered,
  untilAssigned,
  withRolesThere,
} from '../../../source/domain/portals/assigned.ts';
import type { Inventory } from '../../../source/domain/portals/inventory.ts';
import { Problem } from '../../../source/problem.ts';

const now = Date.UTC(2026, 10, 20);
const place = { profile: 'mine', accountId: '111122223333', roleName: 'Admin' };

const known = (ago: number, role: object = {}): Inventory => ({
  portal: 'corp',
  startUrl: 'https://corp.awsapps.com/start',
  accounts: [{ id: '111122223333', rolesReadAt: now - ago, roles: [{ name: 'Admin', ...role }] }],
});

test('only a role that was listed less than ten minutes ago may be on its way', () => {
  assert.equal(isJustListed(known(599_000), place, now), true);
  assert.equal(isJustListed(known(600_000), place, now), false);
  assert.equal(isJustListed(known(-1_000), place, now), false, 'a clock that was set back');
  assert.equal(isJustListed(known(1_000, { goneSince: now }), place, now), false);
  assert.equal(isJustListed(known(1_000), { ...place, roleName: 'Other' }, now), false);
  assert.equal(isJustListed(undefined, place, now), false);
});

const refused = () => new Problem({ code: 'sso-not-assigned', title: 'No.', todo: ['Ask.', removalOffered('mine')] });

/** So many refusals, then the role; how often it was asked for, and the waits. */
async function opened(refusals: number, isListed: boolean, error: () => Error = refused) {
  const waits: number[] = [];
  let tries = 0;
  const open = async () => {
    tries += 1;
    if (tries <= refusals) throw error();
    return 'keys';
  };
  const wait = async (ms: number) => void waits.push(ms);
  const got = await untilAssigned(open, isListed, wait).catch((failure: Problem) => failure.text?.code ?? 'other');
  return { got, tries, waits };
}

test('three more tries within ten seconds, for a refusal of a role that was just listed alone', async () => {
  assert.deepEqual(await opened(0, true), { got: 'keys', tries: 1, waits: [] });
  assert.deepEqual(await opened(2, true), { got: 'keys', tries: 3, waits: [1_000, 3_000] });
  assert.deepEqual(await opened(9, true), { got: 'sso-not-assigned', tries: 4, waits: [1_000, 3_000, 5_000] });
  assert.deepEqual(await opened(9, false), { got: 'sso-not-assigned', tries: 1, waits: [] });
  assert.deepEqual(await opened(9, true, () => new Error('x')), { got: 'other', tries: 1, waits: [] });
});

test('a refusal says what the person has there', () => {
  const said = (names: readonly string[]) => {
    const { means, todo = [] } = withRolesThere(refused(), place, names).text;
    return [means, ...todo].join(' ');
  };
  assert.match(said(['Read', 'Developer']), /Yours in 111122223333: Developer, Read\. Ask\. .*: rolecall remove mine$/);
  assert.match(said([]), /You have no role in 111122223333\. Ask\. .*: rolecall remove mine$/);
  assert.match(said(['Admin']), /Admin is listed for you but was refused.* Yours in 111122223333: Admin\. Ask\.$/);
});
