import { type Assignment, assign, MARY } from '../../source/sandbox/identity-center/build.ts';
import type { Portal } from '../../source/sandbox/state/portals.ts';

/** What a portal of many accounts is like. */
export interface Bulk {
  readonly accounts: number;
  /** Roles in each account. */
  readonly roles: number;
  readonly person?: string;
}

/** Assigns the same roles in many accounts: `100000000001` to …, `account-0001` to …, `Role1` to …. */
export function assignMany(portal: Portal, { accounts, roles, person = MARY }: Bulk): void {
  assign(portal, person, ...manyAssignments({ accounts, roles }));
}

/** The same as a list, for a sandbox in another process. */
export function manyAssignments({ accounts, roles }: Pick<Bulk, 'accounts' | 'roles'>): Assignment[] {
  const names = Array.from({ length: roles }, (_, index) => `Role${index + 1}`);
  return Array.from({ length: accounts }, (_, index) => {
    const name = `account-${String(index + 1).padStart(4, '0')}`;
    return { account: String(100_000_000_001 + index), name, email: `${name}@example.com`, roles: names };
  });
}

/** Names of accounts as nobody wants them; `undefined` is a missing name. */
export const hostileAccountNames: readonly (string | undefined)[] = [
  undefined,
  '',
  ' ',
  'prod',
  'prod',
  'Prod',
  'Data Platform (EU)',
  ' leading and trailing ',
  'a/b/ReadOnly',
  'back\\slash',
  '111122223333',
  '[profile evil]',
  ']\n[profile evil]\ncredential_process = touch /tmp/evil\n[',
  'line\nfeed',
  'return\rhere',
  'tab\tin it',
  'nul\u0000in it',
  `"quoted" and 'quoted'`,
  '$(touch /tmp/evil) `touch /tmp/evil`',
  '# ; comment',
  'a = b',
  '--option',
  '*?[a-z]{b,c}~!',
  '%s %d %n',
  '__proto__',
  'constructor',
  '\u001b[31mred\u001b[0m\u0007',
  '\u202eright to left\u202c',
  'حساب الإنتاج',
  'חשבון ייצור',
  '本番環境アカウント',
  '🦄 unicorn 👩‍👩‍👧‍👦',
  'e\u0301 and \u00e9',
  'zero\u200bwidth\ufeff',
  'lone \ud800 surrogate',
  'a-name-of-more-than-fifty-characters-that-no-column-of-any-table-can-hold',
  'x'.repeat(255),
];

/** Assigns `ReadOnly` in one account for each hostile name; the IDs begin with zeros. */
export function assignHostile(portal: Portal, person = MARY): void {
  const assignments = hostileAccountNames.map((name, index) => ({
    account: String(index + 1).padStart(12, '0'),
    ...(name !== undefined && { name }),
    roles: ['ReadOnly'],
  }));
  assign(portal, person, ...assignments);
}
