import { isClockSkew, isThrottled } from '../failures/failures.ts';
import { coded, type Facts, type Row, type Wording } from './facts.ts';

/** Answers about the keys that signed, the clock that they were signed by, and the place that was asked. */
export const keyRows: readonly Row[] = [
  {
    when: (facts) => coded('ExpiredToken', 'InvalidClientTokenId')(facts) && facts.index > 0,
    say: ({ plan, index }) => ({
      code: 'hop-expired',
      title: `The session of ${plan.hops[index - 1]?.roleName} is not taken for the next role.`,
      means: 'It was revoked, or it belongs to another partition of AWS.',
      todo: ['Try again.', "Ask the role's owner whether its sessions were revoked."],
    }),
  },
  {
    when: coded('ExpiredToken'),
    say: ({ plan }) => ({
      code: 'source-expired',
      title: `The credentials of ${plan.chain.source.profile} have expired.`,
      todo: ['Sign in to their source again, or put new keys in place.'],
    }),
  },
  {
    when: coded('InvalidClientTokenId'),
    say: ({ plan }) => ({
      code: 'keys-unknown',
      title: `AWS does not know the access key of ${plan.chain.source.profile}.`,
      means: 'The key was deleted or deactivated, is misspelt, or belongs to another partition.',
      todo: ['Check aws_access_key_id of that profile, or create a new key for the user.'],
    }),
  },
  { when: ({ failure }) => isClockSkew(failure), say: clockWording },
  {
    when: coded('SignatureDoesNotMatch', 'IncompleteSignature'),
    say: ({ plan }) => ({
      code: 'secret-wrong',
      title: `The secret access key of ${plan.chain.source.profile} is wrong.`,
      todo: ['Check aws_secret_access_key of that profile, or create a new key for the user.'],
    }),
  },
  {
    when: coded('RegionDisabled'),
    say: ({ plan, caller }) => ({
      code: 'region-disabled',
      title: `STS is not enabled in ${[plan.at.region, ...plan.otherRegions].join(', nor in ')} for account ${caller?.accountId ?? 'of the caller'}.`,
      todo: ['Set a region that is enabled in the profile, or enable the region in that account.'],
    }),
  },
  {
    when: ({ failure }) => isThrottled(failure),
    say: () => ({
      code: 'throttled',
      title: 'AWS is turning calls away for the moment.',
      means: 'Several tries in a row were turned away.',
      todo: ['Try again in a minute.'],
    }),
  },
  {
    when: ({ failure }) => (failure.status ?? 0) >= 500,
    say: () => ({ code: 'aws-failed', title: 'AWS had an error of its own.', todo: ['Try again in a minute.'] }),
  },
];

/** The machine's clock, not the secret key, is what AWS refused. */
export function clockWording({ failure: { clockOffset } }: Pick<Facts, 'failure'>): Wording {
  const off =
    clockOffset === undefined ? '' : ` by ${span(Math.abs(clockOffset))}: it is ${clockOffset > 0 ? 'slow' : 'fast'}`;
  return {
    code: 'clock-skew',
    title: `The clock of this machine differs from AWS's${off}.`,
    means: 'AWS takes no signature that is more than a few minutes off, from any program on this machine.',
    todo: ['Set the clock (on WSL: sudo hwclock -s), then try again.'],
  };
}

function span(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`;
}
