import type { MfaDevice } from '../mfa/ask.ts';
import { isFido } from '../mfa/code.ts';
import { Problem } from '../problem.ts';
import type { SwitchPlan } from './plan.ts';
import type { SessionPorts } from './ports.ts';
import type { Credentials } from './session.ts';
import { type CallerIdentity, StsFailure } from './sts.ts';

/**
 * AWS does not say that a role wants MFA. When it refuses an IAM user that has no device configured, the
 * user's own devices are looked up: one that gives codes is used, none leaves AWS's answer as it was.
 * @throws Problem where the only devices are ones that STS cannot use
 */
export async function discoverDevice(
  plan: SwitchPlan,
  source: Credentials,
  caller: CallerIdentity,
  ports: SessionPorts,
): Promise<MfaDevice | undefined> {
  const devices = await ports.listDevices(source, plan.at).catch((error: unknown) => {
    if (error instanceof StsFailure) return [];
    throw error;
  });
  const usable = devices.filter((device) => !isFido(device.serial));
  if (usable.length === 0 && devices.length > 0) throw onlyFido(plan, caller, devices);
  return usable[0];
}

function onlyFido(plan: SwitchPlan, caller: CallerIdentity, devices: readonly MfaDevice[]): Problem {
  return new Problem({
    code: 'mfa-fido-only',
    title: `${caller.arn} has only security keys or passkeys, and STS takes no codes from them.`,
    tried: `assuming ${plan.hops[0]?.roleArn ?? 'the role'}`,
    said: devices.map((device) => device.serial).join(', '),
    todo: [
      'Add a virtual MFA device (an authenticator app) to the user; up to eight devices can live side by side.',
      `Then name it in the profile: mfa_serial = arn:${plan.partition}:iam::${caller.accountId}:mfa/<name>`,
    ],
  });
}
