import { Problem } from '../../../problem.ts';
import { isFido, type MfaDevice } from '../../mfa/code.ts';
import { parseArn } from '../../profiles/arn.ts';
import type { OpenedSession } from '../cache/cached-session.ts';
import { AwsFailure } from '../failures/aws-failure.ts';
import { iamOf } from '../plan/endpoint.ts';
import type { SwitchPlan } from '../plan/plan.ts';
import type { Credentials, FoundDevice } from '../session.ts';
import type { CallerIdentity } from '../sts.ts';
import type { Devices } from './ask-code.ts';
import type { SessionCalls } from './ports.ts';

/**
 * The devices of an IAM user whom AWS refused and who has none configured. AWS does not say that a role wants MFA, so
 * the devices that can give codes are offered.
 * @returns undefined where there are none or the user may not list them
 * @throws Problem where the only devices are ones that STS cannot use
 */
export async function discoverDevices(
  plan: SwitchPlan,
  source: Credentials,
  caller: CallerIdentity,
  { listDevices }: Pick<SessionCalls, 'listDevices'>,
): Promise<Devices | undefined> {
  const devices = await listDevices(source, iamOf(plan)).catch((error: unknown) => {
    if (error instanceof AwsFailure) return [];
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
    title: `${caller.arn} has only security keys or passkeys, and STS accepts no codes from them.`,
    tried: `assuming ${plan.hops[0]?.roleArn ?? 'the role'}`,
    said: devices.map((device) => device.serial).join(', '),
    todo: addVirtual(plan, caller.accountId),
  });
}

/** The configured device can never give a code: the problem to throw before anything is asked. */
export function fidoConfigured(plan: SwitchPlan, serial: string, profile: string): Problem {
  return new Problem({
    code: 'mfa-fido',
    title: `mfa_serial of ${profile} is a security key or passkey, and STS accepts no codes from them.`,
    said: serial,
    todo: addVirtual(plan, parseArn(serial)?.accountId ?? ''),
  });
}

const addVirtual = ({ partition }: SwitchPlan, accountId: string): readonly string[] => [
  'Add a virtual MFA device (an authenticator app) to the user; a user can have up to eight devices.',
  `Then name it in the profile: mfa_serial = arn:${partition}:iam::${accountId}:mfa/<name>`,
];

/** The note for the person: a device that was found should stand in the profile. */
export function foundNote({ serial, profile }: FoundDevice): string {
  return `With mfa_serial = ${serial} in ${profile} you are asked for the code at once.`;
}

/**
 * The session, with a note about the device where no profile names it.
 * @param asked a code of it was asked for just now; only then the person is offered to write it into the profile
 */
export function withFoundDevice(
  session: OpenedSession,
  { chain, hops }: SwitchPlan,
  serial: string,
  asked: boolean,
): OpenedSession {
  if (chain.mfa !== undefined) return session;
  const found = { serial, profile: hops[0]?.profile ?? chain.profile };
  return { ...session, notes: [...(session.notes ?? []), foundNote(found)], ...(asked && { found }) };
}
