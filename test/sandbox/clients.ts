import { type Credentials, STSClient } from '@aws-sdk/client-sts';
import type { Sandbox } from '../../source/sandbox/server.ts';
import type { AccessKey } from '../../source/sandbox/world.ts';

/** Credentials as the SDK wants them, from a long-term key or from an answer of STS. */
export function sdkCredentials(from: AccessKey | Credentials | undefined) {
  if (!from) throw new Error('There are no credentials to sign with.');
  if ('secret' in from) return { accessKeyId: from.id, secretAccessKey: from.secret };
  return {
    accessKeyId: from.AccessKeyId ?? '',
    secretAccessKey: from.SecretAccessKey ?? '',
    sessionToken: from.SessionToken ?? '',
  };
}

/** A real STS client of the sandbox that tries once. */
export function stsClient(sandbox: Sandbox, from: AccessKey | Credentials | undefined, region = 'eu-west-1') {
  return new STSClient({ endpoint: sandbox.url, region, credentials: sdkCredentials(from), maxAttempts: 1 });
}

/** The first access key of a user of the world. */
export function keyOf(sandbox: Sandbox, account: string, user: string): AccessKey {
  const key = sandbox.world.accounts.get(account)?.users.get(user)?.keys[0];
  if (!key) throw new Error(`${user} has no access key in ${account}.`);
  return key;
}

export const ACCOUNT_A = '111122223333';
export const ACCOUNT_B = '444455556666';
export const PROD = '555566667777';

export const PHONE = `arn:aws:iam::${ACCOUNT_A}:mfa/mary-phone`;

export const marysKey = (sandbox: Sandbox) => keyOf(sandbox, ACCOUNT_A, 'mary');

/** What a request is expected to be refused with: HTTP status, code on the wire, text. */
export function refusal(status: number, code: string, message: string | RegExp) {
  return (error: unknown) => {
    const {
      $metadata,
      Code,
      name,
      message: text,
    } = error as Record<string, unknown> & { $metadata: { httpStatusCode: number } };
    const actual = { status: $metadata.httpStatusCode, code: Code ?? name };
    const matches = typeof message === 'string' ? text === message : message.test(String(text));
    if (actual.status === status && actual.code === code && matches) return true;
    throw new Error(`Refused with ${actual.status} ${actual.code}: ${text}`, { cause: error });
  };
}
