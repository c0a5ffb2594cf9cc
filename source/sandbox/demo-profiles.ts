import { DEMO_ACCOUNTS, EXTERNAL_ID, MARYS_DEVICE } from './demo-roles.ts';
import type { World } from './world.ts';

/** Key → value of one profile, in the order written. */
type Section = Readonly<Record<string, string>>;

const role = (account: keyof typeof DEMO_ACCOUNTS, name: string, source = 'mary'): Section => ({
  role_arn: `arn:aws:iam::${DEMO_ACCOUNTS[account]}:role/${name}`,
  source_profile: source,
});

const MFA: Section = { mfa_serial: `arn:aws:iam::${DEMO_ACCOUNTS['account-a']}:mfa/${MARYS_DEVICE}` };

function look(group: string, displayName: string, color: string, description: string): Section {
  return {
    color,
    rolecall_group: group,
    rolecall_display_name: displayName,
    granted_description: description,
  };
}

const PROFILES: Readonly<Record<string, Section>> = {
  mary: { region: 'eu-west-1' },
  ystataws: {
    ...role('account-b', 'ystataws'),
    region: 'us-east-1',
    ...look('Walkthrough', 'ystataws @ account-b', 'f2b0a9', 'The role another account lets you switch to'),
  },
  'prod-admin': {
    ...role('prod', 'Admin'),
    ...MFA,
    region: 'eu-west-1',
    ...look('Production', 'Production admin', 'd13212', 'Everything in production; wants an MFA code'),
    rolecall_confirm: 'true',
  },
  'prod-readonly': {
    ...role('prod', 'ReadOnly'),
    region: 'eu-west-1',
    ...look('Production', 'Production', 'e07941', 'Look, do not touch'),
  },
  'prod-deploy': {
    ...role('prod', 'Deploy'),
    duration_seconds: '14400',
    region: 'eu-west-1',
    ...look('Production', 'Production deploy', 'fad791', 'Asks for four hours, the role allows one'),
  },
  'prod-breakglass': {
    ...role('prod', 'BreakGlass'),
    region: 'eu-west-1',
    ...look('Production', 'Break glass', '16191f', 'Refuses mary'),
  },
  'staging-developer': {
    ...role('staging', 'Developer'),
    duration_seconds: '28800',
    region: 'eu-central-1',
    ...look('Staging', 'Staging', 'b7ca9d', 'A working day in staging'),
  },
  audit: {
    ...role('audit', 'Auditor'),
    external_id: EXTERNAL_ID,
    region: 'us-east-1',
    ...look('Audit', 'Audit', '99bce3', 'Opens with an external ID'),
  },
  hub: {
    ...role('hub', 'Jump'),
    ...MFA,
    region: 'eu-west-1',
    ...look('Hub', 'Hub', '8c4fff', 'The way to the operations roles; wants an MFA code'),
  },
  'prod-ops': {
    ...role('prod', 'Ops', 'hub'),
    region: 'eu-west-1',
    ...look('Hub', 'Production operations', 'd13212', 'Through the hub: two hops, one hour'),
  },
  'staging-ops': {
    ...role('staging', 'Ops', 'hub'),
    region: 'eu-central-1',
    ...look('Hub', 'Staging operations', 'b7ca9d', 'Through the hub: two hops, one hour'),
  },
  'account-b-admin': { region: 'us-east-1' },
};

/** The text of `~/.aws/config`: every profile speaks to `endpointUrl`. */
export function buildConfig(endpointUrl: string): string {
  const sections = Object.entries(PROFILES).map(([name, keys]) =>
    section(`profile ${name}`, { ...keys, endpoint_url: endpointUrl }),
  );
  return sections.join('\n');
}

/** The text of `~/.aws/credentials`: mary's keys and the administrator's. */
export function buildCredentials(world: World): string {
  const holders = [
    ['mary', 'account-a', 'mary'],
    ['account-b-admin', 'account-b', 'admin'],
  ] as const;
  return holders
    .flatMap(([profile, account, user]) => {
      const key = world.accounts.get(DEMO_ACCOUNTS[account])?.users.get(user)?.keys[0];
      return key ? section(profile, { aws_access_key_id: key.id, aws_secret_access_key: key.secret }) : [];
    })
    .join('\n');
}

function section(name: string, keys: Section): string {
  const lines = Object.entries(keys).map(([key, value]) => `${key} = ${value}`);
  return [`[${name}]`, ...lines, ''].join('\n');
}
