import { userNameOf } from '../../domain/access-keys/user-keys.ts';
import type { UserDeviceCalls } from '../../domain/mfa/user-devices.ts';
import type { Credentials } from '../../domain/sessions/session.ts';
import type { StsEndpoint } from '../../domain/sessions/sts.ts';
import type { Reach } from './http.ts';
import { allPages, iamCaller } from './iam.ts';
import { createSts } from './sts.ts';

/** The MFA devices of users, over the AWS SDK. @param at where STS is, and where IAM is */
export function createUserDeviceCalls(
  at: { readonly sts: StsEndpoint; readonly iam: StsEndpoint },
  reach: Reach,
): UserDeviceCalls {
  const sts = createSts(reach);
  const iam = (caller: Credentials) => iamCaller(caller, at.iam, reach);
  const named = (user: string) => ({ UserName: userNameOf(user) });
  return {
    whoAmI: (caller) => sts.callerIdentity(caller, at.sts),
    list: (caller, user) =>
      iam(caller)('ListMFADevices', async (client, sdk) => {
        const devices = await allPages(async (Marker) => {
          const answer = await client.send(new sdk.ListMFADevicesCommand({ ...named(user), Marker }));
          return { items: answer.MFADevices ?? [], next: answer.Marker };
        });
        return devices.flatMap(({ SerialNumber: serial, EnableDate }) =>
          serial === undefined ? [] : [{ serial, enabledAt: EnableDate?.getTime() }],
        );
      }),
    unassigned: (caller) =>
      iam(caller)('ListVirtualMFADevices', async (client, sdk) => {
        const devices = await allPages(async (Marker) => {
          const input = { AssignmentStatus: 'Unassigned', MaxItems: 1000, Marker } as const;
          const answer = await client.send(new sdk.ListVirtualMFADevicesCommand(input));
          return { items: answer.VirtualMFADevices ?? [], next: answer.Marker };
        });
        return devices.flatMap(({ SerialNumber }) => SerialNumber ?? []);
      }),
    create: (caller, name) =>
      iam(caller)(
        'CreateVirtualMFADevice',
        async (client, sdk) => {
          const answer = await client.send(new sdk.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: name }));
          const { SerialNumber: serial, Base32StringSeed } = answer.VirtualMFADevice ?? {};
          const secret = Buffer.from(Base32StringSeed ?? []).toString('latin1');
          if (!serial || !/^[A-Z2-7]{16,}=*$/.test(secret)) {
            throw new SyntaxError('The answer is missing a field that AWS always sends.');
          }
          return { serial, secret };
        },
        { once: true },
      ),
    enable: (caller, user, serial, [first, second]) =>
      iam(caller)(
        'EnableMFADevice',
        async (client, sdk) => {
          const codes = { AuthenticationCode1: first, AuthenticationCode2: second };
          await client.send(
            new sdk.EnableMFADeviceCommand({ UserName: userNameOf(user), SerialNumber: serial, ...codes }),
          );
        },
        { once: true },
      ),
    deactivate: (caller, user, serial) =>
      iam(caller)('DeactivateMFADevice', async (client, sdk) => {
        await client.send(new sdk.DeactivateMFADeviceCommand({ ...named(user), SerialNumber: serial }));
      }),
    remove: (caller, serial) =>
      iam(caller)('DeleteVirtualMFADevice', async (client, sdk) => {
        await client.send(new sdk.DeleteVirtualMFADeviceCommand({ SerialNumber: serial }));
      }),
  };
}
