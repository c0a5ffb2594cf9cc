import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listedFiles } from '../../../../source/domain/portals/found/listed.ts';
import { withFoundRoles } from '../../../../source/domain/portals/found/summaries.ts';
import type { Inventory } from '../../../../source/domain/portals/inventory.ts';
import { signInId } from '../../../../source/domain/portals/portal.ts';
import { indexRoles, search } from '../../../../source/domain/profiles/looks/search.ts';
import { account, inventory, one, profilesOf, session, startUrl, three, two } from './world.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 20);

const rolesOf = (config: string, inventories: readonly Inventory[]) => {
  const byPortal = new Map(inventories.map((each) => [each.portal, each]));
  return withFoundRoles(listedFiles(profilesOf(config)), (portal) => byPortal.get(signInId(portal)), now);
};

test('found roles come after those of the files, by account and role, in the order of their names', () => {
  const file = `${session('corp')}[profile mine]\nrole_arn = arn:aws:iam::${one}:role/x\nsource_profile = y\n`;
  const corp = inventory('corp', [account(two, 'test', 'Read', 'Admin'), account(one, 'Prod', 'Admin')]);
  const roles = rolesOf(file, [corp]);
  assert.deepEqual(
    roles.map(({ name, displayName, accountName, found }) => [name, displayName, accountName, found?.portal]),
    [
      ['mine', 'mine', undefined, undefined],
      [`corp:${one}/Admin`, 'Prod/Admin', 'Prod', 'corp'],
      [`corp:${two}/Admin`, 'test/Admin', 'test', 'corp'],
      [`corp:${two}/Read`, 'test/Read', 'test', 'corp'],
    ],
  );
  const [, first] = roles;
  assert.deepEqual(
    [first?.kind, first?.accountId, first?.roleName, first?.region, first?.source, first?.partition],
    ['sso', one, 'Admin', 'eu-west-1', 'corp', 'aws'],
  );
});

test('a role that a profile leads to is that profile once, with the name of its account', () => {
  const keys = `sso_account_id = ${one}\nsso_role_name = Admin\n`;
  const bySession = `${session('corp')}[profile mine]\nsso_session = corp\n${keys}`;
  const byUrl = `${session('corp')}[profile mine]\nsso_start_url = ${startUrl}/#/\nsso_region = eu-west-1\n${keys}`;
  for (const file of [bySession, byUrl]) {
    const roles = rolesOf(file, [inventory('corp', [account(one, 'prod', 'Admin', 'Read')])]);
    assert.deepEqual(
      roles.map(({ name, accountName }) => [name, accountName]),
      [
        ['mine', 'prod'],
        [`corp:${one}/Read`, 'prod'],
      ],
    );
  }
});

test('new for a week, gone with its day', () => {
  const found = inventory('corp', [
    {
      ...account(one, 'prod'),
      roles: [
        { name: 'Fresh', newSince: now - 6 * day },
        { name: 'Known', newSince: now - 8 * day },
        { name: 'Old', goneSince: now - 3 * day, newSince: now - 5 * day },
      ],
    },
    { ...account(two, 'shut', 'Admin'), newSince: now - 2 * day, goneSince: now - day },
    { ...account(three, 'young', 'Opened'), newSince: now - day },
  ]);
  assert.deepEqual(
    rolesOf(session('corp'), [found]).map(({ displayName, found: is }) => [displayName, is?.isNew, is?.goneSince]),
    [
      ['prod/Fresh', true, undefined],
      ['prod/Known', false, undefined],
      ['prod/Old', false, now - 3 * day],
      ['shut/Admin', false, now - day],
      ['young/Opened', false, undefined],
    ],
  );
});

test('without a portal, or without an inventory, the roles are those of the files, untouched', () => {
  const files = listedFiles(profilesOf(`[profile a]\nrole_arn = arn:aws:iam::${one}:role/x\nsource_profile = y\n`));
  assert.equal(
    withFoundRoles(files, () => undefined, now),
    files.roles,
  );
  const withPortal = listedFiles(profilesOf(session('corp')));
  assert.equal(
    withFoundRoles(withPortal, () => undefined, now),
    withPortal.roles,
  );
});

test('a search finds account name, ID, role, e-mail; an ARN or an ID that is pasted leads to its account', () => {
  const accounts = [
    { ...account(one, 'Web Shop', 'Admin', 'ReadOnly'), email: 'shop@corp.example' },
    { ...account(two, 'prod', 'Admin'), email: 'prod@corp.example' },
  ];
  const profile = `[profile mine]\nsso_session = corp\nsso_account_id = ${one}\nsso_role_name = ReadOnly\n`;
  const roles = rolesOf(session('corp') + profile, [inventory('corp', accounts)]);
  const index = indexRoles(roles);
  const found = (query: string) => [...search(index, query, []).roles].map((at) => roles[at]?.displayName).sort();
  const shop = ['Web-Shop/Admin', 'mine'];
  for (const query of ['shop', 'web shop', one, '1111-2222-3333', 'shop@corp', `arn:aws:s3:eu-west-1:${one}:bucket`]) {
    assert.deepEqual(found(query), shop, query);
  }
  for (const query of [`${two}/Admin`, `arn:aws:iam::${two}:role/Admin`, 'prod admin', 'prod@']) {
    assert.deepEqual(found(query), ['prod/Admin'], query);
  }
  const session2 = `arn:aws:sts::${one}:assumed-role/AWSReservedSSO_ReadOnly_0123456789abcdef/mary`;
  assert.deepEqual(found(session2), ['mine']);
});
