import { refusedClockOffsetMs, reportedClockOffsetMs } from '../sessions/cache/margins.ts';
import type { MachineFinding } from './finding.ts';

/** @param offset AWS's clock less ours, in milliseconds, good to a second or two */
export function clockFindings(url: string, offset: number): readonly MachineFinding[] {
  const off = Math.abs(offset);
  if (off < reportedClockOffsetMs) return [];
  const how = `${span(off)} ${offset > 0 ? 'slow' : 'fast'}`;
  return [
    {
      severity: off >= refusedClockOffsetMs ? 'error' : 'warning',
      code: 'clock-skew',
      where: url,
      what: `The clock of this machine is ${how} by AWS’s${off >= refusedClockOffsetMs ? ', and AWS refuses what is signed with it' : ''}.`,
      remedy: 'Set the clock: sudo timedatectl set-ntp true (on WSL: sudo hwclock -s).',
    },
  ];
}

/** AWS cannot be asked for the time. */
export function clockUnknown(url: string, why: string): MachineFinding {
  return {
    severity: 'warning',
    code: 'aws-unreachable',
    where: url,
    what: `AWS’s clock cannot be read: ${why}.`,
    remedy: 'Check the network, VPN and proxy, and endpoint_url if a profile sets one.',
  };
}

function span(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
