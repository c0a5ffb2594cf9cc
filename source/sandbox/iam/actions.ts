import type { Actions } from '../action.ts';
import * as keys from './access-keys.ts';
import * as aliases from './account-alias.ts';
import * as attachments from './attachments.ts';
import { createRole } from './create-role.ts';
import * as inline from './inline-policies.ts';
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
  CreateVirtualMFADevice: devices.createVirtualMfaDevice,
  EnableMFADevice: devices.enableMfaDevice,
  DeactivateMFADevice: devices.deactivateMfaDevice,
  ListMFADevices: devices.listMfaDevices,
  ListVirtualMFADevices: devices.listVirtualMfaDevices,
  CreateRole: createRole,
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
  AttachRolePolicy: attachments.attachRolePolicy,
  DetachRolePolicy: attachments.detachRolePolicy,
  ListAttachedRolePolicies: attachments.listAttachedRolePolicies,
  AttachUserPolicy: attachments.attachUserPolicy,
  DetachUserPolicy: attachments.detachUserPolicy,
  ListAttachedUserPolicies: attachments.listAttachedUserPolicies,
  PutRolePolicy: inline.putRolePolicy,
  GetRolePolicy: inline.getRolePolicy,
  DeleteRolePolicy: inline.deleteRolePolicy,
  ListRolePolicies: inline.listRolePolicies,
  PutUserPolicy: inline.putUserPolicy,
  GetUserPolicy: inline.getUserPolicy,
  DeleteUserPolicy: inline.deleteUserPolicy,
  ListUserPolicies: inline.listUserPolicies,
  ListAccountAliases: aliases.listAccountAliases,
  CreateAccountAlias: aliases.createAccountAlias,
  DeleteAccountAlias: aliases.deleteAccountAlias,
};
