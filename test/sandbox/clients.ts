import { IAMClient } from '@aws-sdk/client-iam';
import { type Credentials, STSClient } from '@aws-sdk/client-sts';
import type { Sandbox } from '../../source/sandbox/server.ts';
import type { AccessKey } from '../../source/sandbox/state/access-keys.ts';
import type { Account, User } from '../../source/sandbox/state/world.ts';

/** Credentials as the SDK wants them, from a long-term key or from an answer of STS. */
function sdkCredentials(from: Source) {
  if (!from) throw new Error('There are no credentials to sign with.');
  if ('secret' in from) return { accessKeyId: from.id, secretAccessKey: from.secret };
  return {
    accessKeyId: from.AccessKeyId ?? '',
    secretAccessKey: from.SecretAccessKey ?? '',
    sessionToken: from.SessionToken ?? '',
  };
}

/** Where credentials of the tests come from: a long-term key, or an answer of STS. */
type Source = AccessKey | Credentials | undefined;

/** A real STS client of the sandbox. It tries once unless told otherwise. */
export function stsClient(sandbox: Sandbox, from: Source, region = 'eu-west-1', maxAttempts = 1) {
  return new STSClient({ endpoint: sandbox.url, region, credentials: sdkCredentials(from), maxAttempts });
}

/** A real IAM client of the sandbox that tries once. */
export function iamClient(sandbox: Sandbox, from: Source, region = 'us-east-1') {
  return new IAMClient({
    endpoint: sandbox.url,
    region,
    credentials: sdkCredentials(from),
    maxAttempts: 1,
  });
}

export function accountIn(sandbox: Sandbox, id: string): Account {
  const account = sandbox.world.accounts.get(id);
  if (!account) throw new Error(`There is no account ${id}.`);
  return account;
}

export function userIn(sandbox: Sandbox, account: string, name: string): User {
  const user = accountIn(sandbox, account).users.get(name);
  if (!user) throw new Error(`There is no user ${name} in ${account}.`);
  return user;
}

/** The first access key of a user of the world. */
export function keyOf(sandbox: Sandbox, account: string, name: string): AccessKey {
  const [key] = userIn(sandbox, account, name).keys;
  if (!key) throw new Error(`${name} has no access key.`);
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
