import type { Actions } from '../action.ts';
import * as keys from './access-keys.ts';
import * as aliases from './account-alias.ts';
import * as holders from './holder-policies.ts';
import * as devices from './mfa-devices.ts';
import * as policies from './policies.ts';
import * as roles from './roles.ts';
import * as tags from './tags.ts';
import * as users from './users.ts';

/** The actions of IAM. */
export const IAM_ACTIONS: Actions = {
  GetUser: users.getUser,
  ListUsers: users.listUsers,
  CreateUser: users.createUser,
  CreateAccessKey: keys.createAccessKey,
  ListAccessKeys: keys.listAccessKeys,
  UpdateAccessKey: keys.updateAccessKey,
  DeleteAccessKey: keys.deleteAccessKey,
  GetAccessKeyLastUsed: keys.getAccessKeyLastUsed,
  CreateVirtualMFADevice: devices.createVirtualMfaDevice,
  DeleteVirtualMFADevice: devices.deleteVirtualMfaDevice,
  EnableMFADevice: devices.enableMfaDevice,
  DeactivateMFADevice: devices.deactivateMfaDevice,
  ListMFADevices: devices.listMfaDevices,
  ListVirtualMFADevices: devices.listVirtualMfaDevices,
  CreateRole: roles.createRole,
  GetRole: roles.getRole,
  ListRoles: roles.listRoles,
  DeleteRole: roles.deleteRole,
  UpdateRole: roles.updateRole,
  UpdateAssumeRolePolicy: roles.updateAssumeRolePolicy,
  TagRole: tags.tagRole,
  UntagRole: tags.untagRole,
  ListRoleTags: tags.listRoleTags,
  ListPolicies: policies.listPolicies,
  GetPolicy: policies.getPolicy,
  GetPolicyVersion: policies.getPolicyVersion,
  CreatePolicy: policies.createPolicy,
  AttachRolePolicy: holders.attachRolePolicy,
  DetachRolePolicy: holders.detachRolePolicy,
  ListAttachedRolePolicies: holders.listAttachedRolePolicies,
  AttachUserPolicy: holders.attachUserPolicy,
  DetachUserPolicy: holders.detachUserPolicy,
  ListAttachedUserPolicies: holders.listAttachedUserPolicies,
  PutRolePolicy: holders.putRolePolicy,
  GetRolePolicy: holders.getRolePolicy,
  DeleteRolePolicy: holders.deleteRolePolicy,
  ListRolePolicies: holders.listRolePolicies,
  PutUserPolicy: holders.putUserPolicy,
  GetUserPolicy: holders.getUserPolicy,
  DeleteUserPolicy: holders.deleteUserPolicy,
  ListUserPolicies: holders.listUserPolicies,
  ListAccountAliases: aliases.listAccountAliases,
  CreateAccountAlias: aliases.createAccountAlias,
  DeleteAccountAlias: aliases.deleteAccountAlias,
};
