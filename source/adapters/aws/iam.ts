import type { IAMClient, Role as SdkRole } from '@aws-sdk/client-iam';
import type { RoleDefinition } from '../../domain/roles/definition.ts';
import type { Iam, Role, RoleDetails } from '../../domain/roles/iam.ts';
import type { ManagedPolicy } from '../../domain/roles/managed-policies.ts';
import { compactPolicy, type PolicyDocument } from '../../domain/roles/trust/policy.ts';
import { iamUrl } from '../../domain/sessions/plan/endpoint.ts';
import type { Credentials } from '../../domain/sessions/session.ts';
import type { StsEndpoint } from '../../domain/sessions/sts.ts';
import { callAws } from './call.ts';
import { explicit, keysOf } from './client.ts';
import { type Reach, requestHandler } from './http.ts';
import { allPages } from './iam-pages.ts';

type Sdk = typeof import('@aws-sdk/client-iam');

/** IAM over the AWS SDK with one caller's credentials; region and endpoint are given, the environment steers nothing. */
export function createIam(caller: Credentials, at: StsEndpoint, reach: Reach): Iam {
  const endpoint = iamUrl(at);

  async function call<T>(
    operation: string,
    work: (client: IAMClient, sdk: Sdk) => Promise<T>,
    maxAttempts = 3,
  ): Promise<T> {
    const sdk = await import('@aws-sdk/client-iam');
    const client = new sdk.IAMClient({
      ...explicit,
      region: at.region,
      endpoint,
      credentials: keysOf(caller),
      requestHandler: await requestHandler(endpoint, at.caBundle, reach),
    });
    const about = { operation: `iam:${operation}`, endpoint, reach, carriesCode: maxAttempts === 1 };
    try {
      return await callAws(about, () => work(client, sdk));
    } finally {
      client.destroy();
    }
  }

  return {
    getRole: (name) =>
      call('GetRole', async (client, sdk) => {
        const { Role: found } = await client.send(new sdk.GetRoleCommand({ RoleName: name }));
        return detailsOf(found);
      }),
    listRoles: () =>
      call('ListRoles', (client, sdk) =>
        allPages(async (Marker) => {
          const answer = await client.send(new sdk.ListRolesCommand({ MaxItems: 1000, Marker }));
          return { items: (answer.Roles ?? []).map(roleOf), next: answer.Marker };
        }),
      ),
    rolePolicies: async (name) => {
      const [attached, inline] = await Promise.all([
        call('ListAttachedRolePolicies', (client, sdk) =>
          allPages(async (Marker) => {
            const answer = await client.send(new sdk.ListAttachedRolePoliciesCommand({ RoleName: name, Marker }));
            const items = answer.AttachedPolicies ?? [];
            return {
              items: items.map(({ PolicyName, PolicyArn }) => ({ name: PolicyName ?? '', arn: PolicyArn ?? '' })),
              next: answer.Marker,
            };
          }),
        ),
        call('ListRolePolicies', (client, sdk) =>
          allPages(async (Marker) => {
            const answer = await client.send(new sdk.ListRolePoliciesCommand({ RoleName: name, Marker }));
            return { items: answer.PolicyNames ?? [], next: answer.Marker };
          }),
        ),
      ]);
      return { attached, inline };
    },
    createRole: (definition, trust) =>
      call(
        'CreateRole',
        async (client, sdk) => {
          const answer = await client.send(new sdk.CreateRoleCommand(createInput(definition, trust)));
          return roleOf({ AssumeRolePolicyDocument: compactPolicy(trust), ...answer.Role });
        },
        // After an answer that was lost, a repeat would be told that the role exists already.
        1,
      ),
    deleteRole: (name) =>
      call('DeleteRole', async (client, sdk) => {
        await client.send(new sdk.DeleteRoleCommand({ RoleName: name }));
      }),
    attachPolicy: (name, policyArn) =>
      call('AttachRolePolicy', async (client, sdk) => {
        await client.send(new sdk.AttachRolePolicyCommand({ RoleName: name, PolicyArn: policyArn }));
      }),
    detachPolicy: (name, policyArn) =>
      call('DetachRolePolicy', async (client, sdk) => {
        await client.send(new sdk.DetachRolePolicyCommand({ RoleName: name, PolicyArn: policyArn }));
      }),
    setTrust: (name, trust) =>
      call('UpdateAssumeRolePolicy', async (client, sdk) => {
        const input = { RoleName: name, PolicyDocument: compactPolicy(trust) };
        await client.send(new sdk.UpdateAssumeRolePolicyCommand(input));
      }),
    listPolicies: (page) =>
      call('ListPolicies', (client, sdk) =>
        allPages(async (Marker) => {
          const answer = await client.send(new sdk.ListPoliciesCommand({ Scope: 'All', MaxItems: 1000, Marker }));
          return { items: (answer.Policies ?? []).map(policyOf), next: answer.Marker };
        }, page),
      ),
  };
}

function createInput(definition: RoleDefinition, trust: PolicyDocument) {
  const { name, path, description, tags, maxSessionSeconds, boundaryArn } = definition;
  return {
    RoleName: name,
    Path: path,
    AssumeRolePolicyDocument: compactPolicy(trust),
    MaxSessionDuration: maxSessionSeconds,
    ...(description !== '' && { Description: description }),
    ...(tags.length > 0 && { Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) }),
    ...(boundaryArn !== undefined && { PermissionsBoundary: boundaryArn }),
  };
}

function roleOf(found: Partial<SdkRole> | undefined): Role {
  if (!found?.Arn || !found.RoleName) throw new SyntaxError('The answer lacks a field that AWS always sends.');
  return {
    arn: found.Arn,
    name: found.RoleName,
    path: found.Path ?? '/',
    description: found.Description ?? '',
    trust: readDocument(found.AssumeRolePolicyDocument),
    maxSessionSeconds: found.MaxSessionDuration ?? 3600,
    createdAt: found.CreateDate?.getTime(),
  };
}

function detailsOf(found: SdkRole | undefined): RoleDetails {
  const usedAt = found?.RoleLastUsed?.LastUsedDate;
  return {
    ...roleOf(found),
    tags: (found?.Tags ?? []).map(({ Key, Value }) => ({ key: Key ?? '', value: Value ?? '' })),
    boundaryArn: found?.PermissionsBoundary?.PermissionsBoundaryArn,
    lastUsed: usedAt && { at: usedAt.getTime(), region: found?.RoleLastUsed?.Region },
  };
}

/** IAM answers with policies as they stand in URLs. */
function readDocument(text: string | undefined): PolicyDocument {
  if (!text) return {};
  return JSON.parse(text.startsWith('{') ? text : decodeURIComponent(text)) as PolicyDocument;
}

function policyOf({
  Arn = '',
  PolicyName = '',
}: {
  Arn?: string | undefined;
  PolicyName?: string | undefined;
}): ManagedPolicy {
  return { arn: Arn, name: PolicyName, owner: Arn.includes(':iam::aws:') ? 'aws' : 'account' };
}
