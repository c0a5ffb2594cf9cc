import { addPortal } from '../identity-center/build.ts';
import { addAccessKey, addAccount, addRole, addUser, addVirtualDevice, createWorld } from '../state/build.ts';
import type { World } from '../state/world.ts';
import { DEMO_ACCOUNTS, type DemoAccount, type DemoProfile } from './accounts.ts';
import { assignCompany, DEMO_PORTAL } from './company.ts';

const FOUNDED = Date.UTC(2024, 0, 8, 9);

const ACCOUNTS: readonly (readonly [string, DemoAccount])[] = Object.entries(DEMO_ACCOUNTS);

/**
 * The accounts of the walkthrough (account-a with mary, account-b with the role ystataws) and a small company mary works
 * for, with a portal. Keys and MFA seeds are new each time.
 */
export function demoWorld(): World {
  const world = createWorld();
  for (const [alias, { id, users = [], roles = [] }] of ACCOUNTS) {
    const account = addAccount(world, id, alias);
    for (const { name, device, profile: _, ...options } of users) {
      const user = addUser(account, name, { ...options, createdAt: FOUNDED });
      addAccessKey(account, user, FOUNDED);
      if (device !== undefined) addVirtualDevice(account, device, user, FOUNDED);
    }
    for (const { name, profile: _, ...options } of roles) addRole(account, name, { ...options, createdAt: FOUNDED });
  }
  const { startUrl, region } = DEMO_PORTAL;
  assignCompany(addPortal(world, { startUrl, region }));
  return world;
}

/** The texts of `~/.aws/config` and `~/.aws/credentials` of a person who may be mary or the administrator of account-b. */
export function demoConfig(world: World, options: { endpointUrl: string }): { config: string; credentials: string } {
  return { config: configText(options.endpointUrl), credentials: credentialsText(world) };
}

/** Key → value of one profile, in the order written. */
type Section = Readonly<Record<string, string>>;

type NamedSection = readonly [profile: string, keys: Section];

/** Mary, the roles she opens, the roles behind those, and the other users. */
function configText(endpointUrl: string): string {
  const [mary, ...others] = ACCOUNTS.flatMap(([, { users = [] }]) =>
    users.map(({ profile: { name, region } }): NamedSection => [name, { region }]),
  );
  const roles = ACCOUNTS.flatMap(([, { id, roles = [] }]) =>
    roles.map(({ name, profile }) => ({ profile, arn: `arn:aws:iam::${id}:role/${name}` })),
  );
  const sections = [
    ...(mary === undefined ? [] : [mary]),
    ...roles.filter(({ profile }) => profile.source === undefined).map(roleSection),
    ...roles.filter(({ profile }) => profile.source !== undefined).map(roleSection),
    ...others,
  ];
  const profiles = sections.map(([name, keys]) =>
    sectionText(`profile ${name}`, { ...keys, endpoint_url: endpointUrl }),
  );
  return [...profiles, portalText()].join('\n');
}

/** The portal, without profiles: its roles are to be found. */
function portalText(): string {
  const { session, startUrl, region } = DEMO_PORTAL;
  const keys = { sso_start_url: startUrl, sso_region: region, sso_registration_scopes: 'sso:account:access' };
  return sectionText(`sso-session ${session}`, keys);
}

function roleSection({ profile, arn }: { readonly profile: DemoProfile; readonly arn: string }): NamedSection {
  const { name, source = 'mary', region, durationSeconds, externalId } = profile;
  const keys = {
    role_arn: arn,
    source_profile: source,
    ...(profile.mfa && { mfa_serial: marysDevice() }),
    ...(durationSeconds !== undefined && { duration_seconds: String(durationSeconds) }),
    ...(externalId !== undefined && { external_id: externalId }),
    region,
    color: profile.color,
    rolecall_group: profile.group,
    rolecall_display_name: profile.displayName,
    granted_description: profile.description,
    ...(profile.confirm && { rolecall_confirm: 'true' }),
  };
  return [name, keys];
}

function marysDevice(): string {
  const { id, users } = DEMO_ACCOUNTS['account-a'];
  return `arn:aws:iam::${id}:mfa/${users[0].device}`;
}

function credentialsText(world: World): string {
  return ACCOUNTS.flatMap(([, { id, users = [] }]) =>
    users.flatMap(({ name, profile }) => {
      const key = world.accounts.get(id)?.users.get(name)?.keys[0];
      return key ? sectionText(profile.name, { aws_access_key_id: key.id, aws_secret_access_key: key.secret }) : [];
    }),
  ).join('\n');
}

function sectionText(name: string, keys: Section): string {
  const lines = Object.entries(keys).map(([key, value]) => `${key} = ${value}`);
  return [`[${name}]`, ...lines, ''].join('\n');
}
