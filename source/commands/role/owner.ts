import type { Context } from '../../context.ts';
import type { AskCode } from '../../domain/mfa/ask.ts';
import { lastPart, parseRoleArn, partitionOfArn } from '../../domain/profiles/arn.ts';
import { checkName } from '../../domain/roles/definition.ts';
import { explainIam } from '../../domain/roles/failures.ts';
import type { Iam } from '../../domain/roles/iam.ts';
import { endpointIn, iamOf } from '../../domain/sessions/plan/endpoint.ts';
import { planRequest } from '../../domain/sessions/plan/plan.ts';
import { defaultCacheUse, plainRequest } from '../../domain/sessions/plan/request.ts';
import type { Credentials } from '../../domain/sessions/session.ts';
import type { CallerIdentity, StsEndpoint } from '../../domain/sessions/sts.ts';
import { environmentKeys, sessionEnded, sessionInEnvironment } from '../../domain/shells/current.ts';
import { pasteWord, profileFlag } from '../../domain/shells/paste.ts';
import { Problem, unlessProblem, wrongUsage } from '../../problem.ts';
import { openRole } from '../open/shared/open-role.ts';
import { nameMeant } from '../open/shared/profile-named.ts';
import { readCodeSource } from '../open/shared/role-options.ts';
import type { Arguments } from '../registry/command.ts';

/** Who works on the roles of an account. */
export type Owner = {
  /** In messages: the profile, or the environment. */
  readonly name: string;
  /** What `--profile` named, for what is to be typed next. */
  readonly profile: string | undefined;
  readonly iam: Iam;
  readonly identity: () => Promise<CallerIdentity & { readonly partition: string }>;
};

/** Whose keys, and where STS and IAM are for them. */
type Keys = {
  readonly name: string;
  readonly credentials: Credentials;
  readonly sts: StsEndpoint;
  readonly iam: StsEndpoint;
};

/** The owner that `--profile` names, else the one whose keys are in the environment. @throws Problem, Cancelled */
export async function openOwner(args: Arguments, context: Context): Promise<Owner> {
  const profile = args.value('profile');
  const codeSource = readCodeSource(args, context.terminal);
  const keys =
    profile === undefined ? await keysInEnvironment(context) : await keysOfProfile(profile, codeSource, context);
  return {
    name: keys.name,
    profile,
    iam: await context.aws.iam(keys.credentials, keys.iam),
    identity: async () => {
      const { sts } = await context.aws.sessionCalls();
      try {
        const { arn, accountId } = await sts.callerIdentity(keys.credentials, keys.sts);
        return { arn, accountId, partition: partitionOfArn(arn) };
      } catch (error) {
        throw explainIam(error, { as: keys.name, profile });
      }
    },
  };
}

/** Runs one thing of the owner's; what IAM refuses is said in people's words. */
export async function asOwner<T>(owner: Owner, role: string | undefined, work: (iam: Iam) => Promise<T>): Promise<T> {
  try {
    return await work(owner.iam);
  } catch (error) {
    throw explainIam(error, { as: owner.name, profile: owner.profile, ...(role !== undefined && { role }) });
  }
}

async function keysOfProfile(profile: string, codeSource: AskCode | undefined, context: Context): Promise<Keys> {
  const request = plainRequest(await nameMeant(profile, context));
  const profiles = await context.profiles.load();
  const plan = planRequest(profiles, request);
  const session = await openRole(context, { request, use: defaultCacheUse, codeSource });
  return { name: profile, credentials: session.credentials, sts: plan.at, iam: iamOf(plan) };
}

/** The keys a shell in a role has. Where they are good is what the profile says, never another variable. */
async function keysInEnvironment(context: Context): Promise<Keys> {
  const { env } = context;
  const session = sessionInEnvironment(env);
  const credentials = session?.credentials ?? environmentKeys(env);
  if (credentials === undefined) throw noOwner(env.AWS_PROFILE);
  if (credentials.expiresAt !== undefined && credentials.expiresAt <= context.clock.now())
    throw sessionEnded(session?.profile ?? 'this shell');
  const profiles = await context.profiles.load();
  // A profile that was removed or broken since the shell was opened says nothing any more.
  const plan = session && unlessProblem(() => planRequest(profiles, plainRequest(session.profile)));
  const name = session?.profile ?? 'the environment';
  if (plan !== undefined) return { name, credentials, sts: plan.at, iam: iamOf(plan) };
  return { name, credentials, sts: endpointIn(env, 'sts'), iam: endpointIn(env, 'iam') };
}

function noOwner(profile: string | undefined): Problem {
  return new Problem({
    code: 'owner-unknown',
    title: 'Which account? You are not in a role, and no profile was given.',
    todo: [
      `Name one: --profile ${pasteWord(profile ?? '', 'NAME')}`,
      'Or switch to a role of the account first; its credentials are then used.',
    ],
    exitCode: 2,
  });
}

/**
 * The role that a verb is about, named by its name, its path and name, or its ARN.
 * @throws Problem (wrong usage) for none, for what is no name, and for another account's role
 */
export async function readRoleName(verb: string, args: Arguments, owner: Owner): Promise<string> {
  const [typed] = args.positionals;
  if (typed === undefined) throw usage(`rolecall role ${verb} takes the name of one role.`, verb, owner);
  const arn = parseRoleArn(typed);
  if (arn === undefined) {
    const name = lastPart(typed);
    const fault = checkName(name);
    if (fault !== undefined) throw usage(`${typed} cannot be the name of a role. ${fault}`, verb, owner);
    return name;
  }
  const { accountId } = await owner.identity();
  if (arn.accountId === accountId) return arn.name;
  throw new Problem({
    code: 'role-elsewhere',
    title: `The role is in account ${arn.accountId}, but ${owner.name} is in ${accountId}.`,
    todo: ['Name a profile in that account: --profile NAME'],
  });
}

const usage = (title: string, verb: string, { profile }: Owner): Problem =>
  wrongUsage(title, `rolecall role ${verb} NAME${profileFlag(profile)}`);
