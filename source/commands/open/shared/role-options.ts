import type { Context } from '../../../context.ts';
import type { AskCode } from '../../../domain/mfa/ask.ts';
import { inputRejected } from '../../../domain/mfa/rejection.ts';
import { awsPolicyArn, isPolicyArn } from '../../../domain/profiles/arn.ts';
import { stsRules } from '../../../domain/profiles/checks.ts';
import { hasRegionShape, regionFault, regionRemedy } from '../../../domain/profiles/regions.ts';
import { isRoleSessionTime, parseTags, readDuration, roleSessionTimes } from '../../../domain/profiles/values.ts';
import {
  type CacheUse,
  defaultCacheUse,
  readOnlyPolicy,
  type SwitchRequest,
  type Target,
} from '../../../domain/sessions/plan/request.ts';
import { pasteWord } from '../../../domain/shells/paste.ts';
import { wrongUsage } from '../../../problem.ts';
import type { Arguments } from '../../registry/command.ts';
import { nameMeant } from './profile-named.ts';

/** What the flags say that every verb takes which opens a role. */
export type RoleOptions = {
  /** The request for a role, with everything that the flags ask of its session. */
  readonly requestFor: (target: Target) => SwitchRequest;
  /** The role of `--role-arn`, which needs no profile of its own. */
  readonly target: Target | undefined;
  readonly use: CacheUse;
  /** Gives MFA codes from standard input; undefined where a person is asked for them. */
  readonly codeSource: AskCode | undefined;
};

/** Reads the flags that verbs share which open a role. @throws Problem naming the flag; Problem, Cancelled as {@link nameMeant} */
export async function readRoleOptions(args: Arguments, context: Context): Promise<RoleOptions> {
  const { files, terminal } = context;
  const duration = args.value('duration');
  const region = args.value('region');
  const sessionName = args.value('session-name');
  const sourceIdentity = args.value('source-identity');
  const policy = args.value('policy');
  const asked = {
    policyArns: [
      ...args.values('policy-arn').map(checkedPolicyArn),
      ...(args.flag('read-only') ? [readOnlyPolicy] : []),
    ],
    tags: readTags(args.values('tag')),
    ...(duration !== undefined && { durationSeconds: sessionSeconds(duration) }),
    ...(region !== undefined && { region: checkedRegion('--region', region) }),
    ...(sessionName !== undefined && { sessionName: checkedName('session-name', sessionName) }),
    ...(sourceIdentity !== undefined && { sourceIdentity: checkedName('source-identity', sourceIdentity) }),
    ...(policy !== undefined && { policy: checkedPolicy(policy, await files.read(policy)) }),
  };
  return {
    requestFor: (target) => ({ target, ...asked }),
    target: await readTarget(args, context),
    use: readCacheUse(args),
    codeSource: readCodeSource(args, terminal),
  };
}

/** Where `--mfa-code` says that codes come from: standard input; undefined where it is not given. */
export function readCodeSource(args: Arguments, { readLine }: Context['terminal']): AskCode | undefined {
  const given = args.value('mfa-code');
  if (given === undefined) return undefined;
  if (given !== '-') {
    throw wrongUsage(
      '--mfa-code reads the code only from standard input.',
      'Write --mfa-code - and pipe the code in.',
      {
        means: 'Every other program on this machine can read a code in the arguments.',
      },
    );
  }
  return async ({ attempt, rejected, device }) => {
    if (attempt === 1) return readLine();
    throw inputRejected(rejected, device.label);
  };
}

/** @throws Problem (wrong usage) where that cannot be a region */
export function checkedRegion(named: string, region: string): string {
  if (hasRegionShape(region)) return region;
  throw wrongUsage(regionFault(named, region), regionRemedy);
}

async function readTarget(args: Arguments, context: Context): Promise<Target | undefined> {
  const roleArn = args.value('role-arn');
  const sourceProfile = args.value('source-profile');
  if (roleArn === undefined || sourceProfile === undefined) return undefined;
  const externalId = args.value('external-id');
  const mfaSerial = args.value('mfa-serial');
  return {
    kind: 'role',
    roleArn,
    sourceProfile: await nameMeant(sourceProfile, context),
    ...(externalId !== undefined && { externalId }),
    ...(mfaSerial !== undefined && { mfaSerial }),
  };
}

function readCacheUse(args: Arguments): CacheUse {
  const remaining = args.value('min-remaining');
  return {
    minRemaining: remaining === undefined ? defaultCacheUse.minRemaining : readDuration(remaining, 'min-remaining'),
    bypass: args.flag('no-cache'),
  };
}

function readTags(given: readonly string[]): Readonly<Record<string, string>> {
  const read = given.map((text) => {
    const tags = parseTags(text);
    if (tags === undefined) throw wrongUsage(`--tag ${text} is not a tag.`, 'Write it as --tag key=value.');
    return tags;
  });
  return Object.fromEntries(read.flatMap((tags) => Object.entries(tags)));
}

function sessionSeconds(text: string): number {
  const seconds = readDuration(text, 'duration');
  if (isRoleSessionTime(seconds)) return seconds;
  throw wrongUsage(`--duration ${text} is outside what AWS allows.`, roleSessionTimes);
}

function checkedName(flag: string, name: string): string {
  if (stsRules.sessionName.pattern.test(name)) return name;
  throw wrongUsage(`--${flag} ${name} is not a name that STS accepts.`, 'Use 2 to 64 letters, digits or _ + = , . @ -');
}

function checkedPolicyArn(text: string): string {
  if (isPolicyArn(text)) return text;
  const meant = /^[\w+=,.@-]+$/.test(text) ? awsPolicyArn(text) : awsPolicyArn('ReadOnlyAccess');
  throw wrongUsage(
    `--policy-arn ${text} is not the ARN of a managed policy.`,
    `Write it as --policy-arn ${pasteWord(meant, 'ARN')}`,
  );
}

function checkedPolicy(path: string, text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    throw wrongUsage(`--policy ${path} is not JSON.`, 'A session policy is a JSON policy document.');
  }
}
