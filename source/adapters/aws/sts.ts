import type { STSClient, Tag } from '@aws-sdk/client-sts';
import { byOwnClock } from '../../domain/sessions/cache/written.ts';
import { checkedCaller, checkedCredentials } from '../../domain/sessions/credentials.ts';
import { stsUrl } from '../../domain/sessions/plan/endpoint.ts';
import type { Credentials } from '../../domain/sessions/session.ts';
import type { AssumedRole, AssumeRoleRequest, Sts, StsEndpoint } from '../../domain/sessions/sts.ts';
import { callAws, explicit, keysOf } from './call.ts';
import { type Reach, requestHandler } from './http.ts';

type Sdk = typeof import('@aws-sdk/client-sts');

/** Loads the SDK. Called early as well, while the user is still choosing. */
export const loadSts = (): Promise<Sdk> => import('@aws-sdk/client-sts');

type Call<T> = {
  readonly operation: string;
  readonly once?: boolean;
  /** @param clock AWS's clock less ours, once it has answered */
  readonly send: (client: STSClient, sdk: Sdk, clock: () => number | undefined) => Promise<T>;
};

/** STS over the AWS SDK, with explicit keys, region and endpoint: of the environment only proxy and CA bundle are used. */
export function createSts(reach: Reach): Sts {
  const handlers = new Map<string, ReturnType<typeof requestHandler>>();
  /** One handler per endpoint and CA bundle: the role after an MFA session, and each further hop, reuses the connection. */
  const handlerFor = (endpoint: string, caBundle: string | undefined): ReturnType<typeof requestHandler> => {
    const place = JSON.stringify([endpoint, caBundle]);
    const handler = handlers.get(place) ?? requestHandler(endpoint, caBundle, reach);
    handlers.set(place, handler);
    return handler;
  };

  const now = reach.now ?? Date.now;

  async function call<T>(caller: Credentials | undefined, at: StsEndpoint, { send, ...what }: Call<T>): Promise<T> {
    const endpoint = stsUrl(at);
    const sdk = await loadSts();
    const requestHandler = await handlerFor(endpoint, at.caBundle);
    const client = new sdk.STSClient({
      ...explicit,
      region: at.region,
      endpoint,
      // A web identity signs nothing; its token is the proof.
      credentials: keysOf(caller ?? { accessKeyId: '', secretAccessKey: '' }),
      requestHandler,
    });
    return callAws({ endpoint, reach, ...what }, () => send(client, sdk, () => requestHandler.clockOffset));
  }

  return {
    callerIdentity: (caller, at) =>
      call(caller, at, {
        operation: 'sts:GetCallerIdentity',
        send: async (client, sdk) => {
          const answer = await client.send(new sdk.GetCallerIdentityCommand({}));
          return checkedCaller({ arn: answer.Arn, accountId: answer.Account });
        },
      }),
    sessionToken: (caller, at, { durationSeconds, mfa }) =>
      call(caller, at, {
        operation: 'sts:GetSessionToken',
        once: mfa !== undefined,
        send: async (client, sdk, clock) => {
          const proof = mfa && { SerialNumber: mfa.serial, TokenCode: mfa.code };
          const input = { DurationSeconds: durationSeconds, ...proof };
          const { Credentials } = await client.send(new sdk.GetSessionTokenCommand(input));
          return credentialsOf(Credentials, now(), clock());
        },
      }),
    assumeRole: (caller, at, request) =>
      call(caller, at, {
        operation: 'sts:AssumeRole',
        once: request.mfa !== undefined,
        send: async (client, sdk, clock) => {
          const answer = await client.send(new sdk.AssumeRoleCommand(assumeRoleInput(request)));
          return assumedOf(answer, now(), clock());
        },
      }),
    assumeRoleWithWebIdentity: (at, request) =>
      call(undefined, at, {
        operation: 'sts:AssumeRoleWithWebIdentity',
        send: async (client, sdk, clock) => {
          const { roleArn: RoleArn, sessionName: RoleSessionName, token: WebIdentityToken } = request;
          const input = { RoleArn, RoleSessionName, WebIdentityToken };
          return assumedOf(await client.send(new sdk.AssumeRoleWithWebIdentityCommand(input)), now(), clock());
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

type Answer = {
  readonly Credentials?: SdkCredentials | undefined;
  readonly AssumedRoleUser?: { readonly Arn?: string | undefined } | undefined;
};

function assumedOf({ Credentials, AssumedRoleUser }: Answer, now: number, clock: number | undefined): AssumedRole {
  // An ARN that is missing is that of no role, which the caller says.
  return { credentials: credentialsOf(Credentials, now, clock), arn: AssumedRoleUser?.Arn ?? '' };
}

function credentialsOf(answer: SdkCredentials | undefined, now: number, clock: number | undefined): Credentials {
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = answer ?? {};
  const offered = { accessKeyId, secretAccessKey, sessionToken, expiresAt: answer?.Expiration?.getTime() };
  return byOwnClock(checkedCredentials(offered, 'aws', now, clock), clock);
}
