import type { ConsoleRole } from '../../../source/domain/console/role.ts';

/** A role without anything odd about it. */
export const role: ConsoleRole = {
  profile: 'prod',
  name: 'prod',
  color: '#0000ff',
  isGuarded: false,
  partition: 'aws',
  account: '444455556666',
  role: 'Admin',
};
