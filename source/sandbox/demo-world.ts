import { buildConfig, buildCredentials } from './demo-profiles.ts';
import { DEMO_ACCOUNTS, DEMO_ROLES, MARYS_DEVICE } from './demo-roles.ts';
import type { PolicyDocument } from './policy/document.ts';
import { addAccessKey, addAccount, addRole, addUser, addVirtualDevice, createWorld, type World } from './world.ts';

const FOUNDED = Date.UTC(2024, 0, 8, 9);

/**
 * The accounts of the walkthrough (account-a with mary, account-b with the role ystataws) and a small company mary works
 * for. Keys and MFA seeds are new each time.
 */
export function demoWorld(): World {
  const world = createWorld();
  for (const [alias, id] of Object.entries(DEMO_ACCOUNTS)) addAccount(world, id, alias);
  const accountA = world.accounts.get(DEMO_ACCOUNTS['account-a']);
  const accountB = world.accounts.get(DEMO_ACCOUNTS['account-b']);
  if (!accountA || !accountB) throw new Error('The accounts of the walkthrough are missing.');
  const mary = addUser(accountA, 'mary', { policies: { 'switch-roles': MARYS_POLICY }, createdAt: FOUNDED });
  addAccessKey(accountA, mary, FOUNDED);
  addVirtualDevice(accountA, MARYS_DEVICE, mary, FOUNDED);
  const attached = ['arn:aws:iam::aws:policy/AdministratorAccess'];
  addAccessKey(accountB, addUser(accountB, 'admin', { attached, createdAt: FOUNDED }), FOUNDED);
  for (const { account, name, ...role } of DEMO_ROLES) {
    const owner = world.accounts.get(DEMO_ACCOUNTS[account]);
    if (owner) addRole(owner, name, { ...role, createdAt: FOUNDED });
  }
  return world;
}

/** The files under `~/.aws` of a person who may be mary or the administrator of account-b. */
export function demoConfig(world: World, options: { endpointUrl: string }): { config: string; credentials: string } {
  return { config: buildConfig(options.endpointUrl), credentials: buildCredentials(world) };
}

/** May ask for every role (whether it lets her in is the role's business) and see her own devices. */
const MARYS_POLICY: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'], Resource: '*' },
    {
      Effect: 'Allow',
      Action: ['iam:GetUser', 'iam:ListMFADevices', 'iam:ListAccessKeys'],
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable, filled in by IAM
      Resource: 'arn:aws:iam::*:user/${aws:username}',
    },
  ],
};
