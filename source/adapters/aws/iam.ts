import type { IAMClient, Role as SdkRole } from '@aws-sdk/client-iam';
import { deviceOf, type MfaDevice } from '../../domain/mfa/code.ts';
import { parseArn } from '../../domain/profiles/arn.ts';
import { withoutUser } from '../../domain/profiles/endpoints.ts';
import type { RoleDefinition } from '../../domain/roles/definition.ts';
import type { Iam, Role, RoleDetails } from '../../domain/roles/iam.ts';
import type { ManagedPolicy } from '../../domain/roles/managed-policies.ts';
import { compactPolicy, type PolicyDocument } from '../../domain/roles/trust/policy.ts';
import type { Credentials } from '../../domain/sessions/session.ts';
import type { StsEndpoint } from '../../domain/sessions/sts.ts';
import { callAws, explicit, keysOf } from './call.ts';
import { type Reach, requestHandler } from './http.ts';

type Sdk = typeof import('./iam-sdk.ts');

/**
 * Of the roles of a page each may bring 19 KB: a trust policy of 4,096 characters, percent-encoded, and a description of 1,000.
 * Pages of this many roles, and answers of so many bytes, hold the longest.
 */
const [rolesOfPage, largest] = [200, 4 << 20];

type Call = <T>(
  operation: string,
  /** @param clock AWS's clock less ours in milliseconds, once it has answered */
  work: (client: IAMClient, sdk: Sdk, clock: () => number | undefined) => Promise<T>,
  options?: { readonly once?: boolean },
) => Promise<T>;

/**
 * Where IAM is asked, and the region that its requests are signed for: one of each in a partition, whatever the caller's region,
 * by the SDK's own rules. A configured URL changes the region of no signature.
 */
export function iamPlace(sdk: Sdk, at: StsEndpoint): { readonly endpoint: string; readonly region: string } {
  const { endpointProvider } = new sdk.IAMClient({ ...explicit, region: at.region }).config;
  const { useFips: UseFIPS, useDualstack: UseDualStack } = at;
  const { url, properties } = endpointProvider({ Region: at.region, UseFIPS, UseDualStack });
  const endpoint = at.url === undefined ? url.origin : withoutUser(at.url);
  return { endpoint, region: properties?.authSchemes?.[0]?.signingRegion ?? at.region };
}

/** How IAM is called with one caller's credentials. Region and endpoint are given; the SDK reads nothing of the environment. */
export function iamCaller(credentials: Credentials, at: StsEndpoint, reach: Reach): Call {
  return async (operation, work, { once = false } = {}) => {
    const sdk = await import('./iam-sdk.ts');
    const { endpoint, region } = iamPlace(sdk, at);
    const handler = await requestHandler(endpoint, at.caBundle, reach, { largest });
    const client = new sdk.IAMClient({
      ...explicit,
      region,
      endpoint,
      credentials: keysOf(credentials),
      requestHandler: handler,
    });
    const clock = () => handler.clockOffset;
    try {
      return await callAws({ operation: `iam:${operation}`, endpoint, reach, once }, () => work(client, sdk, clock));
    } finally {
      client.destroy();
    }
  };
}

/**
 * iam:ListMFADevices of the caller: IAM infers the user from the key that signs. First page only: AWS allows eight devices.
 * @throws AwsFailure
 */
export function listDevices(credentials: Credentials, at: StsEndpoint, reach: Reach): Promise<readonly MfaDevice[]> {
  const iam = iamCaller(credentials, at, reach);
  return iam('ListMFADevices', async (client, sdk) => {
    const answer = await client.send(new sdk.ListMFADevicesCommand({}));
    return (answer.MFADevices ?? []).flatMap(({ SerialNumber }) => (SerialNumber ? [deviceOf(SerialNumber)] : []));
  });
}

/** The roles and policies of an account, over the AWS SDK. Every function throws AwsFailure. */
export function createIam(credentials: Credentials, at: StsEndpoint, reach: Reach): Iam {
  const call = iamCaller(credentials, at, reach);
  return {
    getRole: (name) =>
      call('GetRole', async (client, sdk) => {
        const { Role: found } = await client.send(new sdk.GetRoleCommand({ RoleName: name }));
        return detailsOf(found);
      }),
    listRoles: () =>
      call('ListRoles', (client, sdk) =>
        allPages(async (Marker) => {
          const answer = await client.send(new sdk.ListRolesCommand({ MaxItems: rolesOfPage, Marker }));
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
        // If the answer to the first try was lost, a second try would fail because the role exists.
        { once: true },
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
  if (!found?.Arn || !found.RoleName) throw new SyntaxError('The answer is missing a field that AWS always sends.');
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

/** IAM answers policies percent-encoded. */
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
  return { arn: Arn, name: PolicyName, owner: parseArn(Arn)?.accountId === 'aws' ? 'aws' : 'account' };
}

/** One page of a list; `next` is the marker of the next page. */
export type Page<T> = { readonly items: readonly T[]; readonly next: string | undefined };

/** All items of a list that IAM answers page by page. @param onPage called with each page as it comes */
export async function allPages<T>(
  load: (marker: string | undefined) => Promise<Page<T>>,
  onPage?: (items: readonly T[]) => void,
): Promise<readonly T[]> {
  const all: T[] = [];
  let marker: string | undefined;
  do {
    const page = await load(marker);
    all.push(...page.items);
    onPage?.(page.items);
    marker = page.next;
  } while (marker !== undefined);
  return all;
}
