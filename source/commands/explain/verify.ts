import type { Context } from '../../context.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { parseArn, parseRoleArn } from '../../domain/profiles/arn.ts';
import { AwsFailure, isClockSkew, wordsOf } from '../../domain/sessions/failures/aws-failure.ts';
import { clockWording } from '../../domain/sessions/failures/clock.ts';
import { noAnswer } from '../../domain/sessions/failures/no-answer.ts';
import { isForOtherRegion, regionWording } from '../../domain/sessions/failures/region-of-endpoint.ts';
import { endpointIn } from '../../domain/sessions/plan/endpoint.ts';
import { planRequest } from '../../domain/sessions/plan/plan.ts';
import { defaultCacheUse, plainRequest, type SwitchRequest } from '../../domain/sessions/plan/request.ts';
import type { Credentials } from '../../domain/sessions/session.ts';
import type { StsEndpoint } from '../../domain/sessions/sts.ts';
import { environmentKeys, type WhoHere } from '../../domain/shells/current.ts';
import { personOf } from '../../output/banner.ts';
import { paint } from '../../output/paint.ts';
import { Problem, type ProblemText } from '../../problem.ts';
import { currentRequest } from '../open/shared/current-role.ts';
import { openRole } from '../open/shared/open-role.ts';
import { readCodeSource } from '../open/shared/role-options.ts';
import type { Arguments } from '../registry/command.ts';

/** What AWS says, and whether it is what the environment says. */
export type Verified = { readonly arn: string; readonly differs: boolean; readonly text: string };

/** Asks STS who the credentials of this environment are, at the environment's own endpoint. @throws Problem */
export async function verify(who: WhoHere, args: Arguments, context: Context): Promise<Verified> {
  const { credentials, at } = await credentialsHere(who, args, context);
  const { sts } = await context.aws.sessionCalls();
  const { arn } = await sts.callerIdentity(credentials, at).catch((error: unknown) => {
    throw error instanceof AwsFailure ? unverified(error, who) : error;
  });
  const differs = who.tag === 'role' && !isSame(arn, who.roleArn, who.accountId);
  const { strong, dim, danger } = paint(context.output.colors('out'));
  const text = differs
    ? `${danger('✗')} ${strong(`AWS says: ${personOf(arn)}, not that.`)} ${dim(plain(arn))}\n`
    : `${dim('·')} ${dim(`${who.tag === 'role' ? 'AWS says the same:' : `AWS says ${personOf(arn)}:`} ${plain(arn)}`)}\n`;
  return { arn, differs, text };
}

async function credentialsHere(who: WhoHere, args: Arguments, context: Context): Promise<Signing> {
  const { env } = context;
  const live = who.tag === 'role' && who.live;
  const credentials = live ? undefined : environmentKeys(env);
  if (credentials !== undefined) return { credentials, at: endpointIn(env, 'sts') };
  if (who.tag === 'web-identity' || who.tag === 'container') throw notOurs();
  const request = live ? await currentRequest(context) : plainRequest(who.tag === 'profile' ? who.name : 'default');
  if (!live && who.tag !== 'profile' && (await context.profiles.load()).get('default') === undefined) throw nobody();
  return ofProfile(request, args, context);
}

type Signing = { readonly credentials: Credentials; readonly at: StsEndpoint };

async function ofProfile(request: SwitchRequest, args: Arguments, context: Context): Promise<Signing> {
  const plan = planRequest(await context.profiles.load(), request);
  const codeSource = readCodeSource(args, context.terminal);
  if (plan.hops.length > 0) {
    const { credentials } = await openRole(context, { request, use: defaultCacheUse, codeSource });
    return { credentials, at: plan.at };
  }
  const { sourceCredentials } = await context.aws.sessionCalls();
  return { credentials: await sourceCredentials(plan.chain), at: plan.at };
}

/** `arn:aws:sts::444455556666:assumed-role/ystataws/mary` is a session of `arn:aws:iam::444455556666:role/team/ystataws`. */
function isSame(arn: string, roleArn: string | undefined, accountId: string | undefined): boolean {
  const { service, accountId: account, resource = '' } = parseArn(arn) ?? {};
  const role = parseRoleArn(roleArn ?? '');
  if (role === undefined) return accountId === undefined || account === accountId;
  return service === 'sts' && account === role.accountId && resource.startsWith(`assumed-role/${role.name}/`);
}

function unverified(failure: AwsFailure, who: WhoHere): Problem {
  const wording = wordingOf(failure, who);
  return new Problem(
    {
      ...wording,
      tried: `${failure.operation} at ${failure.endpoint}`,
      ...wordsOf(failure, wording.means),
      ...(failure.requestId !== undefined && { debug: { requestId: failure.requestId } }),
    },
    { cause: failure },
  );
}

function wordingOf(failure: AwsFailure, who: WhoHere): ProblemText {
  if (failure.kind !== 'refused') return noAnswer(failure);
  if (isClockSkew(failure)) return clockWording({ failure });
  if (isForOtherRegion(failure)) return regionWording({ failure });
  return {
    code: 'credentials-refused',
    title: 'AWS does not accept the credentials of this environment.',
    todo: [who.tag === 'role' ? 'rolecall refresh, or exit and open the role again.' : 'Choose a role: rolecall'],
  };
}

/** Exchanged by each program for itself: there is nothing here to sign with. */
function notOurs(): Problem {
  return new Problem({
    code: 'no-keys-here',
    title: 'This environment says where to fetch credentials, and has none itself.',
    todo: ['Ask with another program: aws sts get-caller-identity'],
  });
}

function nobody(): Problem {
  return new Problem({
    code: 'no-credentials-here',
    title: 'There are no credentials in this environment, and no profile named default.',
    todo: ['Choose a role: rolecall'],
  });
}
