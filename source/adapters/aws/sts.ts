import type { STSClient, Tag } from '@aws-sdk/client-sts';
import { stsUrl } from '../../domain/sessions/plan/endpoint.ts';
import type { Credentials } from '../../domain/sessions/session.ts';
import type { AssumeRoleRequest, Sts, StsEndpoint } from '../../domain/sessions/sts.ts';
import { callAws, explicit, keysOf } from './call.ts';
import { type Reach, requestHandler } from './http.ts';

type Sdk = typeof import('@aws-sdk/client-sts');

/** Loads the SDK. Called early as well, while the user is still choosing. */
export const loadSts = (): Promise<Sdk> => import('@aws-sdk/client-sts');

type Call<T> = {
  readonly operation: string;
  readonly once?: boolean;
  readonly send: (client: STSClient, sdk: Sdk) => Promise<T>;
};

/** STS over the AWS SDK, with explicit keys, region and endpoint: of the environment only proxy and CA bundle are used. */
export function createSts(reach: Reach, load: () => Promise<Sdk> = loadSts): Sts {
  const handlers = new Map<string, ReturnType<typeof requestHandler>>();
  /** One handler per endpoint and CA bundle: the role after an MFA session, and each further hop, reuses the connection. */
  const handlerFor = (endpoint: string, caBundle: string | undefined): ReturnType<typeof requestHandler> => {
    const place = JSON.stringify([endpoint, caBundle]);
    const handler = handlers.get(place) ?? requestHandler(endpoint, caBundle, reach);
    handlers.set(place, handler);
    return handler;
  };

  async function call<T>(caller: Credentials, at: StsEndpoint, { send, ...what }: Call<T>): Promise<T> {
    const endpoint = stsUrl(at);
    const sdk = await load();
    const client = new sdk.STSClient({
      ...explicit,
      region: at.region,
      endpoint,
      credentials: keysOf(caller),
      requestHandler: await handlerFor(endpoint, at.caBundle),
    });
    return callAws({ endpoint, reach, ...what }, () => send(client, sdk));
  }

  return {
    callerIdentity: (caller, at) =>
      call(caller, at, {
        operation: 'sts:GetCallerIdentity',
        send: async (client, sdk) => {
          const answer = await client.send(new sdk.GetCallerIdentityCommand({}));
          return { arn: present(answer.Arn), accountId: present(answer.Account) };
        },
      }),
    sessionToken: (caller, at, { durationSeconds, mfa }) =>
      call(caller, at, {
        operation: 'sts:GetSessionToken',
        once: mfa !== undefined,
        send: async (client, sdk) => {
          const proof = mfa && { SerialNumber: mfa.serial, TokenCode: mfa.code };
          const input = { DurationSeconds: durationSeconds, ...proof };
          return credentialsOf((await client.send(new sdk.GetSessionTokenCommand(input))).Credentials);
        },
      }),
    assumeRole: (caller, at, request) =>
      call(caller, at, {
        operation: 'sts:AssumeRole',
        once: request.mfa !== undefined,
        send: async (client, sdk) => {
          const answer = await client.send(new sdk.AssumeRoleCommand(assumeRoleInput(request)));
          return { credentials: credentialsOf(answer.Credentials), arn: present(answer.AssumedRoleUser?.Arn) };
        },
      }),
  };
}

function assumeRoleInput(request: AssumeRoleRequest) {
  const tags: Tag[] = Object.entries(request.tags).map(([Key, Value]) => ({ Key, Value }));
  return {
    RoleArn: request.roleArn,
    RoleSessionName: request.sessionName,
    ...(request.durationSeconds !== undefined && { DurationSeconds: request.durationSeconds }),
    ...(request.externalId !== undefined && { ExternalId: request.externalId }),
    ...(request.mfa !== undefined && { SerialNumber: request.mfa.serial, TokenCode: request.mfa.code }),
    ...(request.policy !== undefined && { Policy: request.policy }),
    ...(request.policyArns.length > 0 && { PolicyArns: request.policyArns.map((arn) => ({ arn })) }),
    ...(tags.length > 0 && { Tags: tags }),
    ...(request.transitiveTagKeys.length > 0 && { TransitiveTagKeys: [...request.transitiveTagKeys] }),
    ...(request.sourceIdentity !== undefined && { SourceIdentity: request.sourceIdentity }),
  };
}

type SdkCredentials = {
  AccessKeyId?: string | undefined;
  SecretAccessKey?: string | undefined;
  SessionToken?: string | undefined;
  Expiration?: Date | undefined;
};

function credentialsOf(answer: SdkCredentials | undefined): Credentials {
  return {
    accessKeyId: present(answer?.AccessKeyId),
    secretAccessKey: present(answer?.SecretAccessKey),
    sessionToken: present(answer?.SessionToken),
    expiresAt: present(answer?.Expiration).getTime(),
  };
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new SyntaxError('The answer lacks a field that AWS always sends.');
  return value;
}
