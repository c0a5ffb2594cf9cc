import { Problem } from '../problem.ts';
import { readDuration } from '../sessions/duration.ts';
import { type CacheUse, defaultCacheUse, type SwitchRequest, type Target } from '../sessions/request.ts';
import type { Arguments } from './command.ts';

const shortest = 900;
const longest = 43_200;

/** What the shared role flags ask for, for one target. @throws Problem (wrong usage) naming the flag */
export function readRoleRequest(args: Arguments, target: Target): SwitchRequest {
  const duration = args.value('duration');
  const region = args.value('region');
  const sessionName = args.value('session-name');
  return {
    target,
    policyArns: [],
    tags: {},
    ...(duration !== undefined && { durationSeconds: sessionSeconds(duration) }),
    ...(region !== undefined && { region }),
    ...(sessionName !== undefined && { sessionName: checkedSessionName(sessionName) }),
  };
}

/** How the cache is to be used for this call. */
export function readCacheUse(args: Arguments): CacheUse {
  const remaining = args.value('min-remaining');
  return {
    minRemaining: remaining === undefined ? defaultCacheUse.minRemaining : readDuration(remaining, 'min-remaining'),
    bypass: args.flag('no-cache'),
  };
}

function sessionSeconds(text: string): number {
  const seconds = readDuration(text, 'duration');
  if (seconds >= shortest && seconds <= longest) return seconds;
  throw wrong(
    `--duration ${text} is outside what AWS gives.`,
    'Between 15 minutes (15m) and 12 hours (12h) is possible.',
  );
}

function checkedSessionName(name: string): string {
  if (/^[\w+=,.@-]{2,64}$/.test(name)) return name;
  throw wrong(`--session-name ${name} is not a session name.`, '2 to 64 letters, digits or _ + = , . @ - are.');
}

function wrong(title: string, todo: string): Problem {
  return new Problem({ code: 'usage', title, todo: [todo], exitCode: 2 });
}
