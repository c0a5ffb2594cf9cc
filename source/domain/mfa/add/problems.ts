import { Problem } from '../../../problem.ts';
import { type AwsFailure, wordsOf } from '../../sessions/failures/aws-failure.ts';
import { deviceOf } from '../code.ts';
import { mostDevices } from '../user-devices.ts';

// Why no device is added, and what to do.

/** The device of that name is somebody's, or one that must not be deleted. */
export const nameTaken = (serial: string): Problem =>
  new Problem({
    code: 'device-exists',
    title: `There is already an MFA device ${deviceOf(serial).label} in this account.`,
    said: serial,
    todo: ['Give the new one another name: --name NAME', 'See your own: rolecall mfa list'],
  });

export const tooManyDevices = (): Problem =>
  new Problem({
    code: 'devices-full',
    title: `The user has ${mostDevices} MFA devices, and AWS allows no more.`,
    todo: ['Remove one of them: rolecall mfa list shows them.'],
  });

/** AWS may have enabled it, and nobody can be asked whether it has. */
export const enablingUnclear = (serial: string, failure: AwsFailure): Problem =>
  new Problem(
    {
      code: 'device-unclear',
      title: `AWS did not say whether ${deviceOf(serial).label} is enabled now.`,
      ...wordsOf(failure, 'Keep it in your app until you know.'),
      todo: [
        'Check whether it is there: rolecall mfa list',
        `If so, add to the profile: mfa_serial = ${serial}`,
        'If not, add it again: that removes what is left of it.',
      ],
    },
    { cause: failure },
  );
