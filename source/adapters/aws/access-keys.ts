import { type UserKeyCalls, userNameOf } from '../../domain/access-keys/user-keys.ts';
import { checkedCredentials } from '../../domain/sessions/credentials.ts';
import type { Credentials } from '../../domain/sessions/session.ts';
import type { StsEndpoint } from '../../domain/sessions/sts.ts';
import type { Reach } from './http.ts';
import { allPages, iamCaller, type Page } from './iam.ts';
import { createSts } from './sts.ts';

/** The access keys of users, over the AWS SDK. @param at where STS is, and where IAM is */
export function createUserKeyCalls(
  at: { readonly sts: StsEndpoint; readonly iam: StsEndpoint },
  reach: Reach,
): UserKeyCalls {
  const sts = createSts(reach);
  const iam = (caller: Credentials) => iamCaller(caller, at.iam, reach);
  const named = (user: string) => ({ UserName: userNameOf(user) });
  return {
    whoAmI: (caller) => sts.callerIdentity(caller, at.sts),
    list: (caller, user) =>
      iam(caller)('ListAccessKeys', async (client, sdk, clock) => {
        const keys = await allPages(async (Marker): Promise<Page<UserKeyFields>> => {
          const answer = await client.send(new sdk.ListAccessKeysCommand({ ...named(user), Marker }));
          return { items: answer.AccessKeyMetadata ?? [], next: answer.Marker };
        });
        const now = (reach.now ?? Date.now)() + (clock() ?? 0);
        return {
          at: now,
          keys: keys.flatMap(({ AccessKeyId: accessKeyId, Status, CreateDate }) =>
            accessKeyId === undefined
              ? []
              : [{ accessKeyId, isActive: Status === 'Active', createdAt: CreateDate?.getTime() ?? 0 }],
          ),
        };
      }),
    lastUse: (caller, accessKeyId) =>
      iam(caller)('GetAccessKeyLastUsed', async (client, sdk) => {
        const { AccessKeyLastUsed: use } = await client.send(
          new sdk.GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId }),
        );
        const usedAt = use?.LastUsedDate?.getTime();
        return usedAt === undefined
          ? undefined
          : { at: usedAt, service: use?.ServiceName ?? '', region: use?.Region ?? '' };
      }),
    create: (caller, user) =>
      iam(caller)(
        'CreateAccessKey',
        async (client, sdk) => {
          const { AccessKey: made } = await client.send(new sdk.CreateAccessKeyCommand(named(user)));
          const offered = { accessKeyId: made?.AccessKeyId, secretAccessKey: made?.SecretAccessKey };
          const { accessKeyId, secretAccessKey } = checkedCredentials(offered, 'other', 0);
          const createdAt = made?.CreateDate?.getTime();
          return { accessKeyId, secretAccessKey, ...(createdAt !== undefined && { createdAt }) };
        },
        { once: true },
      ),
    setActive: (caller, user, accessKeyId, isActive) =>
      iam(caller)('UpdateAccessKey', async (client, sdk) => {
        const Status = isActive ? 'Active' : 'Inactive';
        await client.send(new sdk.UpdateAccessKeyCommand({ ...named(user), AccessKeyId: accessKeyId, Status }));
      }),
    remove: (caller, user, accessKeyId) =>
      iam(caller)('DeleteAccessKey', async (client, sdk) => {
        await client.send(new sdk.DeleteAccessKeyCommand({ ...named(user), AccessKeyId: accessKeyId }));
      }),
  };
}

type UserKeyFields = {
  readonly AccessKeyId?: string | undefined;
  readonly Status?: string | undefined;
  readonly CreateDate?: Date | undefined;
};
