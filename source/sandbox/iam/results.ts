import type { PolicyDocument } from '../policy/document.ts';
import type { Account, ManagedPolicy, Role, User } from '../state/world.ts';
import type { Xml } from '../wire/answer.ts';
import { validationError } from '../wire/problem.ts';
import type { Parameters } from '../wire/request.ts';

/** A policy document as IAM answers it: percent-encoded JSON. */
export function encodeDocument(document: PolicyDocument): string {
  return encodeURIComponent(JSON.stringify(document)).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

export function userResult(user: User): Xml {
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: user.arn,
    CreateDate: new Date(user.createdAt),
    Tags: tagsResult(user.tags),
  };
}

/** A role with everything GetRole tells. Lists leave out the tags and the last use. */
export function roleResult(role: Role, { inList = false } = {}): Xml {
  const { lastUsed } = role;
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: encodeDocument(role.trust),
    Description: role.description === '' ? undefined : role.description,
    MaxSessionDuration: role.maxSessionDuration,
    ...(!inList && {
      Tags: tagsResult(role.tags),
      RoleLastUsed: lastUsed && { LastUsedDate: new Date(lastUsed.at), Region: lastUsed.region },
    }),
  };
}

export function policyResult(policy: ManagedPolicy, account: Account): Xml {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: 'v1',
    AttachmentCount: attachmentCount(account, policy.arn),
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    Description: policy.description === '' ? undefined : policy.description,
    CreateDate: new Date(policy.createdAt),
    UpdateDate: new Date(policy.createdAt),
  };
}

/** How many users and roles of the account have the policy. */
export function attachmentCount(account: Account, policyArn: string): number {
  const holders = [...account.users.values(), ...account.roles.values()];
  return holders.filter((holder) => holder.attachedPolicies.has(policyArn)).length;
}

/** `undefined` where there are no tags: an empty list is left out. */
function tagsResult(tags: ReadonlyMap<string, string>): Xml | undefined {
  return tags.size === 0 ? undefined : [...tags].map(([Key, Value]) => ({ Key, Value }));
}

const DEFAULT_ITEMS = 100;

/** A page of a list, as `Marker` and `MaxItems` ask for it: the members under `name`, and where the next page starts. */
export function page(name: string, members: readonly Xml[], parameters: Parameters): Xml {
  const from = readMarker(parameters.get('Marker'), members.length);
  const to = from + Number(parameters.get('MaxItems') ?? DEFAULT_ITEMS);
  const more = to < members.length;
  return {
    IsTruncated: more,
    [name]: members.slice(from, to),
    Marker: more ? Buffer.from(`after:${to}`).toString('base64') : undefined,
  };
}

function readMarker(marker: string | undefined, count: number): number {
  if (marker === undefined) return 0;
  const [, place] = /^after:(\d+)$/.exec(Buffer.from(marker, 'base64').toString('utf8')) ?? [];
  if (place === undefined || Number(place) > count) throw validationError('Invalid Marker.');
  return Number(place);
}
