import { unlessProblem } from '../../problem.ts';
import type { MachineFinding } from '../profiles/findings/finding.ts';
import type { Profiles } from '../profiles/profile.ts';
import { roleSummaries } from '../profiles/resolve/summary.ts';
import { inHours } from '../profiles/values.ts';
import { refusedClockOffsetMs, reportedClockOffsetMs } from '../sessions/cache/margins.ts';
import { stsUrl } from '../sessions/plan/endpoint.ts';
import { planRequest } from '../sessions/plan/plan.ts';
import { plainRequest } from '../sessions/plan/request.ts';
import type { MachineCheck } from './view.ts';

/** More of AWS's clocks are not read: they agree. */
const clocks = 3;

/** Compares the clock of this machine with the clocks of the STS endpoints in use. */
export const clockFindings: MachineCheck = async ({ profiles, machine, offline, platform }) => {
  if (offline) return [];
  const found = await Promise.all(
    stsEndpoints(profiles).map(async (url) => {
      const clock = await machine.clockOf(url);
      return 'offset' in clock ? skewed(url, clock.offset, platform) : [unknown(url, clock.why)];
    }),
  );
  return found.flat();
};

/** The STS endpoints of the roles in the configuration. */
export function stsEndpoints(profiles: Profiles): readonly string[] {
  const urls = new Set<string>();
  for (const { name } of roleSummaries(profiles)) {
    if (urls.size === clocks) break;
    const url = unlessProblem(() => stsUrl(planRequest(profiles, plainRequest(name)).at));
    if (url !== undefined) urls.add(url);
  }
  return [...urls];
}

/** How the clock is set where the system has a command for it. */
const settings: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'Set the clock: sudo timedatectl set-ntp true (on WSL: sudo hwclock -s).',
  darwin: 'Set the clock: sudo sntp -sS time.apple.com',
  win32: 'Set the clock, as an administrator: w32tm /resync',
};

/** @param offset AWS's clock less ours, in milliseconds, right to a second or two */
function skewed(url: string, offset: number, platform: NodeJS.Platform): readonly MachineFinding[] {
  const off = Math.abs(offset);
  if (off < reportedClockOffsetMs) return [];
  const how = `${inHours(off / 1000)} ${offset > 0 ? 'slow' : 'fast'}`;
  return [
    {
      severity: off >= refusedClockOffsetMs ? 'error' : 'warning',
      code: 'clock-skew',
      where: url,
      what: `The clock of this machine is ${how} compared with AWS's${off >= refusedClockOffsetMs ? '; AWS refuses what is signed with it' : ''}.`,
      remedy: settings[platform] ?? 'Set the clock of this machine.',
    },
  ];
}

function unknown(url: string, why: string): MachineFinding {
  return {
    severity: 'warning',
    code: 'aws-unreachable',
    where: url,
    what: `AWS's clock cannot be read: ${why}.`,
    remedy: 'Check the network, VPN and proxy, and endpoint_url or AWS_ENDPOINT_URL if one is set.',
  };
}
