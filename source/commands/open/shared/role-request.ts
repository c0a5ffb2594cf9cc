import type { Context } from '../../../context.ts';
import { stsRules } from '../../../domain/profiles/checks.ts';
import { isRegionName, regionFault, regionRemedy } from '../../../domain/profiles/regions.ts';
import { isRoleSessionTime, parseTags, readDuration } from '../../../domain/profiles/values.ts';
import {
  type CacheUse,
  defaultCacheUse,
  type SwitchRequest,
  type Target,
} from '../../../domain/sessions/plan/request.ts';
import { Problem } from '../../../problem.ts';
import type { Arguments } from '../../registry/command.ts';

const readOnlyAccess = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

/** What the shared role flags ask for, of whatever is chosen. @throws Problem (wrong usage) naming the flag */
export async function readWishes(args: Arguments, context: Context): Promise<(target: Target) => SwitchRequest> {
  const duration = args.value('duration');
  const region = args.value('region');
  const sessionName = args.value('session-name');
  const sourceIdentity = args.value('source-identity');
  const policy = args.value('policy');
  const wishes = {
    policyArns: [...args.values('policy-arn'), ...(args.flag('read-only') ? [readOnlyAccess] : [])],
    tags: readTags(args.values('tag')),
    ...(duration !== undefined && { durationSeconds: sessionSeconds(duration) }),
    ...(region !== undefined && { region: checkedRegion(region) }),
    ...(sessionName !== undefined && { sessionName: checkedName('session-name', sessionName) }),
    ...(sourceIdentity !== undefined && { sourceIdentity: checkedName('source-identity', sourceIdentity) }),
    ...(policy !== undefined && { policy: checkedPolicy(policy, await context.readFile(policy)) }),
  };
  return (target) => ({ target, ...wishes });
}

/** A role that is named by its ARN, with nothing in the files about it; undefined where `--role-arn` is not given. */
export function readRoleTarget(args: Arguments): Target | undefined {
  const roleArn = args.value('role-arn');
  const sourceProfile = args.value('source-profile');
  if (roleArn === undefined && sourceProfile === undefined) return undefined;
  if (roleArn === undefined || sourceProfile === undefined) {
    const missing = roleArn === undefined ? '--role-arn' : '--source-profile';
    throw wrong(`A role without a profile needs ${missing} as well.`, '--role-arn ARN --source-profile PROFILE');
  }
  const externalId = args.value('external-id');
  const mfaSerial = args.value('mfa-serial');
  return {
    kind: 'role',
    roleArn,
    sourceProfile,
    ...(externalId !== undefined && { externalId }),
    ...(mfaSerial !== undefined && { mfaSerial }),
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

function readTags(given: readonly string[]): Readonly<Record<string, string>> {
  const read = given.map((text) => {
    const tags = parseTags(text);
    if (tags === undefined) throw wrong(`--tag ${text} is not a tag.`, 'Write it as --tag key=value.');
    return tags;
  });
  return Object.assign({}, ...read);
}

function sessionSeconds(text: string): number {
  const seconds = readDuration(text, 'duration');
  if (isRoleSessionTime(seconds)) return seconds;
  throw wrong(
    `--duration ${text} is outside what AWS gives.`,
    'Between 15 minutes (15m) and 12 hours (12h) is possible.',
  );
}

function checkedName(flag: string, name: string): string {
  if (stsRules.sessionName.pattern.test(name)) return name;
  throw wrong(`--${flag} ${name} is not a name STS takes.`, '2 to 64 letters, digits or _ + = , . @ - are.');
}

function checkedRegion(region: string): string {
  if (isRegionName(region)) return region;
  throw wrong(regionFault('--region', region), regionRemedy);
}

function checkedPolicy(path: string, text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    throw wrong(`--policy ${path} does not hold JSON.`, 'A session policy is a JSON policy document.');
  }
}

function wrong(title: string, todo: string): Problem {
  return new Problem({ code: 'usage', title, todo: [todo], exitCode: 2 });
}
