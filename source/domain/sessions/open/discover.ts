import { Problem } from '../../../problem.ts';
import { isFido, type MfaDevice } from '../../mfa/code.ts';
import type { SwitchPlan } from '../plan/plan.ts';
import type { SessionPorts } from './ports.ts';
import type { Credentials } from './session.ts';
import { type CallerIdentity, StsFailure } from './sts.ts';
import type { Devices } from './with-code.ts';

/**
 * AWS does not say that a role wants MFA. When it refuses an IAM user that has no device configured, the
 * user's own devices are looked up: those that give codes are offered, none leaves AWS's answer as it was.
 * @returns undefined where there are none or they may not be seen
 * @throws Problem where the only devices are ones that STS cannot use
 */
export async function discoverDevices(
  plan: SwitchPlan,
  source: Credentials,
  caller: CallerIdentity,
  ports: SessionPorts,
): Promise<Devices | undefined> {
  const devices = await ports.listDevices(source, plan.at).catch((error: unknown) => {
    if (error instanceof StsFailure) return [];
    throw error;
  });
  const serials = devices.map(({ serial }) => serial);
  const [first, ...others] = serials.filter((serial) => !isFido(serial));
  if (first !== undefined) return { serials: [first, ...others], unusable: serials.filter(isFido) };
  if (devices.length > 0) throw onlyFido(plan, caller, devices);
  return undefined;
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

/** A device that is configured but can never give a code: said before anything is asked of anyone. */
export function fidoConfigured(plan: SwitchPlan, serial: string, profile: string): Problem {
  return new Problem({
    code: 'mfa-fido',
    title: `mfa_serial of ${profile} is a security key or passkey, and STS takes no codes from them.`,
    said: serial,
    todo: [
      'Add a virtual MFA device (an authenticator app) to the user; up to eight devices can live side by side.',
      `Then name it in the profile: mfa_serial = arn:${plan.partition}:iam::${serial.split(':')[4] ?? ''}:mfa/<name>`,
    ],
  });
}
