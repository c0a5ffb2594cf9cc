import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hubOf, sourceNamed } from '../../../../source/domain/portals/kept/source.ts';
import { account, inventory, one, profilesOf, session, three, two } from '../found/world.ts';

const found = [
  account(one, 'prod', 'Admin'),
  account(two, 'Prod ä', 'Admin'),
  account(three, undefined, 'Ops'),
  account('444455556666', 'dev', 'Admin'),
  account('555566667777', 'dev', 'Admin'),
];
const leading = (name: string, id: string, role: string) =>
  `[profile ${name}]\nsso_session = corp\nsso_account_id = ${id}\nsso_role_name = ${role}\n`;

type Row = readonly [name: string, profiles: string, says: string | RegExp, hub?: string];

const rows: Readonly<Record<string, Row>> = {
  'a profile': ['mary', '[profile mary]\nregion = eu-west-1\n', 'mary'],
  'a profile that is called as a found role is': ['prod/Admin', '[profile prod/Admin]\nregion = x\n', 'prod/Admin'],
  'a found role': ['prod/Admin', '', 'prod/Admin', 'prod/Admin'],
  'by account ID': [`${one}/Admin`, '', 'prod/Admin', 'prod/Admin'],
  'by its lasting name': [`corp:${one}/Admin`, '', 'prod/Admin', 'prod/Admin'],
  'an account without a name': [`${three}/Ops`, '', `${three}/Ops`, `${three}/Ops`],
  'a role that nobody found yet': [`${three}/New`, '', `${three}/New`, `${three}/New`],
  'a name that other tools would not read': ['Prod-ä/Admin', '', 'Prod-a/Admin', 'Prod-a/Admin'],
  'a found role that a profile leads to': ['prod/Admin', leading('mine', one, 'Admin'), 'mine'],
  'the name of the hub is taken': [
    'Prod-ä/Admin',
    leading('Prod-a/Admin', one, 'Admin'),
    /^Prod-ä\/Admin would be written as Prod-a\/Admin, .* rolecall keep 'Prod-ä\/Admin' --name NAME$/,
  ],
  'nothing of that name': [
    'prd/Admin',
    '',
    /^There is no profile prd\/Admin\. Did you mean prod\/Admin, Prod-ä\/Admin\?$/,
  ],
  'nothing of that name, without a slash': [
    'mery',
    '[profile mary]\nregion = x\n',
    /no profile mery\. Did you mean mary\?$/,
  ],
  'a name that two roles share': [
    'dev/Admin',
    '',
    /^2 roles are called dev\/Admin\. Use the full name: dev-444455556666\/Admin Use the full name: dev-555566667777\/Admin$/,
  ],
  'several portals may be meant': [
    `${three}/New`,
    session('other', 'https://other.awsapps.com/start'),
    /^333344445555\/New may be a role of several portals\. Name the portal: corp:333344445555\/New/,
  ],
};

for (const [name, [typed, profiles, says, hub]] of Object.entries(rows))
  test(`sourceNamed: ${name}`, () => {
    const read = profilesOf(`${session('corp')}${profiles}`, [inventory('corp', found)]);
    const source = sourceNamed(typed, read);
    if (typeof says === 'string') assert.equal('profile' in source && source.profile, says);
    else assert.match('fault' in source ? source.fault : '', says);
    assert.equal(hubOf(typed, read)?.name, hub);
  });
