import { assign, MARY } from '../identity-center/build.ts';
import type { AssignedRole, Portal } from '../state/portals.ts';

/** The portal of the demo: the company that mary works for has its accounts behind it. */
export const DEMO_PORTAL = {
  session: 'corp',
  startUrl: 'https://corp.awsapps.com/start',
  region: 'eu-west-1',
} as const;

const managed = (name: string) => ({ attached: [`arn:aws:iam::aws:policy/${name}`] });

const READ: AssignedRole = { name: 'ReadOnlyAccess', permissions: managed('ReadOnlyAccess') };
const DEVELOP: AssignedRole = { name: 'Developer', permissions: managed('PowerUserAccess') };
const SUPPORT: AssignedRole = { name: 'Support', permissions: managed('ReadOnlyAccess') };
const AUDIT: AssignedRole = { name: 'SecurityAudit', permissions: managed('SecurityAudit') };
const ADMIN: AssignedRole = { name: 'AdministratorAccess', permissions: managed('AdministratorAccess') };

/** An approved elevation: there a minute after the sign-in, gone after five. */
const ELEVATED: AssignedRole = { ...ADMIN, sinceSignIn: { from: 60, until: 300 } };

type Assigned = readonly [name: string, ...roles: AssignedRole[]];

/** Each team has an account a stage. */
const TEAMS = ['Payments', 'Checkout', 'Catalog', 'Search', 'Identity', 'Mobile', 'Warehouse', 'Data Platform'];

const OF_TEAMS: readonly Assigned[] = TEAMS.flatMap((team): Assigned[] => [
  [`${team} Dev`, READ, DEVELOP, ADMIN],
  [`${team} Staging`, READ, DEVELOP],
  [`${team} Prod`, READ, SUPPORT, ...(team === 'Payments' ? [ELEVATED] : [])],
]);

const SHARED: readonly Assigned[] = [
  ['Management', READ],
  ['Log Archive', AUDIT],
  ['Security Tooling', READ, AUDIT],
  ['Network', READ],
  ['Shared Services', READ, SUPPORT],
  ['Build and Release', READ, DEVELOP],
  ['Observability', READ, DEVELOP],
  ['Backup', READ],
  ['DNS (public)', READ, SUPPORT],
  ['Data Lake EU', READ, DEVELOP],
  ['Data Lake US', READ, DEVELOP],
  ['Partner Integrations', READ],
  ['Legacy Shop', READ, SUPPORT],
  ['Sandbox', READ, DEVELOP, ADMIN],
  // Two accounts of one name, as there are in every large company.
  ['Sandbox', READ, DEVELOP, ADMIN],
  ['Workshop', ADMIN],
];

/** Assigns mary what she has in the company: some forty accounts. */
export function assignCompany(portal: Portal): void {
  for (const [index, [name, ...roles]] of [...OF_TEAMS, ...SHARED].entries()) {
    // Far apart, as AWS gives them; one begins with zeros.
    const account = String((300_412_087_551 + index * 154_776_336_129) % 1_000_000_000_000).padStart(12, '0');
    const mailbox = name.toLowerCase().replaceAll(/[^a-z]+/g, '-');
    assign(portal, MARY, { account, name, email: `aws+${mailbox}-${account.slice(-3)}@corp.example`, roles });
  }
}
