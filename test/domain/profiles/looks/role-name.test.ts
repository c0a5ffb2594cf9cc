import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shownRole } from '../../../../source/domain/profiles/looks/role-name.ts';

describe('shownRole', () => {
  for (const [name, shown] of [
    ['AWSReservedSSO_AdministratorAccess_0123456789abcdef', 'AdministratorAccess'],
    ['AWSReservedSSO_team_read_only_fedcba9876543210', 'team_read_only'],
    ['AWSReservedSSO_AdministratorAccess', 'AWSReservedSSO_AdministratorAccess'],
    ['AWSReservedSSO__0123456789abcdef', 'AWSReservedSSO__0123456789abcdef'],
    ['AWSReservedSSO_Admin_0123456789ABCDEF', 'AWSReservedSSO_Admin_0123456789ABCDEF'],
    ['Admin_0123456789abcdef', 'Admin_0123456789abcdef'],
    ['Admin', 'Admin'],
    ['', ''],
  ] as const) {
    it(`shows ${name} as ${shown}`, () => assert.equal(shownRole(name), shown));
  }
});
