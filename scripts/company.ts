import { parseArgs } from 'node:util';

/** How the configuration of the company is written. */
type CompanyOptions = {
  /** Group, display name, descriptions and regions, and Identity Center; without, a profile is `team-environment-Role` and no more. */
  readonly rich?: boolean;
  /** What the environments are called. */
  readonly environments?: readonly string[];
};

const teams = ['payments', 'search', 'platform', 'data', 'mobile', 'growth', 'identity', 'media', 'ml', 'checkout'];
const moreTeams = ['logistics', 'analytics', 'security', 'infra', 'website'];
const usualEnvironments = ['dev', 'staging', 'prod', 'dr'];
const regions = ['eu-west-1', 'eu-west-2', 'eu-central-1', 'us-west-2'];

/** Permission sets by names that companies use, in the order in which AWS lists them. */
const roles =
  `AdministratorAccess BackupOperator Billing BillingReadOnly BreakGlass CICDDeploy CostExplorer DataEngineer
  DataScientist DatabaseAdministrator Deployer Developer DeveloperAccess EC2Operator EKSAdmin EKSViewer IncidentResponder
  KMSKeyManager LambdaDeployer LogsReader NetworkAdministrator OnCall PowerUserAccess RDSOperator ReadOnlyAccess Route53Admin
  S3FullAccess SecurityAudit SupportUser SystemAdministrator TerraformApply TerraformPlan ViewOnlyAccess`.split(/\s+/);

const descriptions: Readonly<Record<string, string>> = {
  BreakGlass: 'Emergencies only, a colleague watching',
  DatabaseAdministrator: 'Schémas and backups, no tables',
  TerraformPlan: 'Compares, changes nothing',
};

/** The account of a team's environment: 12 digits. */
const accountOf = (team: number, environment: number): string =>
  String(200_000_000_000 + (team + 1) * 1_230_457_001 + (environment + 1) * 7_919_303);

/**
 * `~/.aws/config` of a company: 15 teams with four environments each, an account to each environment, and in every account the
 * same 33 roles. 1,980 profiles.
 */
export function companyConfig({ rich = false, environments = usualEnvironments }: CompanyOptions = {}): string {
  const profiles = [...teams, ...moreTeams].flatMap((team, teamAt) =>
    environments.flatMap((environment, at) =>
      roles.map((role) => {
        const place = { team, environment, role, account: accountOf(teamAt, at), region: regions[at] ?? 'eu-west-1' };
        return rich ? richProfile(place) : plainProfile(place);
      }),
    ),
  );
  return `${identities}\n${profiles.join('\n')}`;
}

type Place = { readonly team: string; readonly environment: string; readonly role: string } & Readonly<
  Record<'account' | 'region', string>
>;

const identities = `[profile mary]
region = eu-west-1

[profile audit-hub]
region = eu-west-1

[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
`;

const plainProfile = ({ team, environment, role, account }: Place): string =>
  `[profile ${team}-${environment}-${role}]
role_arn = arn:aws:iam::${account}:role/${role}
source_profile = mary
`;

function richProfile({ team, environment, role, account, region }: Place): string {
  const description = team === 'payments' && role === 'Billing' ? 'Invoices of the card processor' : descriptions[role];
  return `[profile ${team}-${environment}-${role}]
${wayTo(team, account, role)}
region = ${team === 'ml' ? 'us-east-1' : region}
rolecall_group = ${team} ${environment}
rolecall_display_name = ${role}
${description === undefined ? '' : `granted_description = ${description}\n`}`;
}

/** Most roles are taken with Mary's keys, some with others, some through Identity Center, some are Identity Center's own. */
function wayTo(team: string, account: string, role: string): string {
  if (team === 'checkout') return `sso_session = corp\nsso_account_id = ${account}\nsso_role_name = ${role}`;
  if (team !== 'infra') {
    return `role_arn = arn:aws:iam::${account}:role/${role}\nsource_profile = ${team === 'security' ? 'audit-hub' : 'mary'}`;
  }
  const hash = BigInt(Bun.hash(account + role))
    .toString(16)
    .padStart(16, '0');
  return `role_arn = arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_${role}_${hash}
source_profile = mary`;
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { rich: { type: 'boolean', default: false } } });
  process.stdout.write(companyConfig(values));
}
