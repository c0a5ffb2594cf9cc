import type { ProblemText } from '../../../problem.ts';
import { inHours } from '../../profiles/values.ts';
import type { AwsFailure } from './aws-failure.ts';

type ClockWording = Pick<ProblemText, 'code' | 'title' | 'means' | 'todo'>;

/** It is this machine's clock: not the secret key where AWS refuses a signature, nor something between where credentials seem to have expired. */
export function clockWording({ failure: { clockOffset } }: { readonly failure: AwsFailure }): ClockWording {
  const off =
    clockOffset === undefined ? '' : ` by ${span(Math.abs(clockOffset))}: it is ${clockOffset > 0 ? 'slow' : 'fast'}`;
  return {
    code: 'clock-skew',
    title: `The clock of this machine differs from AWS's${off}.`,
    means: 'AWS accepts no signature that is more than a few minutes off, from any program on this machine.',
    todo: ['Set the clock (on WSL: sudo hwclock -s), then try again.'],
  };
}

function span(ms: number): string {
  const hours = ms / 3_600_000;
  return hours < 48 ? inHours(ms / 1000) : `${Math.round(hours / 24)} days`;
}
