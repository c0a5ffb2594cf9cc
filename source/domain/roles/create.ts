import { Problem } from '../../problem.ts';
import { AwsFailure, wordsOf } from '../sessions/failures/aws-failure.ts';
import { pasteWord, profileFlag } from '../shells/paste.ts';
import type { RoleDefinition } from './definition.ts';
import type { Iam, Role } from './iam.ts';
import { trustPolicy } from './trust/policy.ts';

/** Called with one sentence for each step that is done. */
export type CreateProgress = (text: string) => void;

/** A creation that failed and could not be undone: the role is in the account, without all of its policies. */
export class LeftBehind extends Error {
  readonly failure: unknown;
  readonly roleArn: string;

  constructor(failure: unknown, roleArn: string) {
    super(`${roleArn} was left behind`, { cause: failure });
    this.name = 'LeftBehind';
    this.failure = failure;
    this.roleArn = roleArn;
  }
}

/**
 * Creates a role with its policies. When a step fails, the steps before it are undone.
 * @param profile what `--profile` named, for what is to be typed next
 * @throws AwsFailure where IAM refused, LeftBehind where the role stays, Problem where it is not known whether it exists
 */
export async function createRole(
  definition: RoleDefinition,
  iam: Iam,
  sleep: Sleep,
  progress: CreateProgress,
  profile?: string,
): Promise<Role> {
  const role = await createAlone(definition, iam, profile);
  progress(`Created ${role.arn}`);
  const tried: string[] = [];
  try {
    for (const arn of definition.policyArns) {
      tried.push(arn);
      // The next machine of IAM may not know the role yet. A policy that does not exist is another case.
      const isEarly = (error: unknown) => isNotThereYet(error) && !isAboutPolicy(error, arn);
      await onceSettled(() => iam.attachPolicy(definition.name, arn), isEarly, sleep);
      progress(`Attached ${arn}`);
    }
    return role;
  } catch (error) {
    await undo(definition.name, tried, iam).catch(() => {
      throw new LeftBehind(error, role.arn);
    });
    progress(`Deleted ${definition.name} again.`);
    throw error;
  }
}

function isAboutPolicy(error: unknown, policyArn: string): boolean {
  return error instanceof Error && (error.message.includes(policyArn) || error.message.startsWith('Policy '));
}

/** When IAM's answer is lost, the role may exist or not. GetRole tells. */
async function createAlone(definition: RoleDefinition, iam: Iam, profile: string | undefined): Promise<Role> {
  try {
    return await iam.createRole(definition, trustPolicy(definition.trust));
  } catch (error) {
    if (!(error instanceof AwsFailure) || error.kind === 'refused' || error.code === 'ECONNREFUSED') throw error;
    const found = await iam.getRole(definition.name).catch((again: unknown) => {
      if (again instanceof AwsFailure && again.code === 'NoSuchEntity') return undefined;
      throw unknowable(definition.name, profile, error);
    });
    if (found === undefined) throw error;
    throw unknowable(definition.name, profile, error);
  }
}

function unknowable(name: string, profile: string | undefined, failure: AwsFailure): Problem {
  return new Problem(
    {
      code: 'role-creation-unknown',
      title: `IAM's answer was lost on the way; a role ${name} may now exist, without policies.`,
      ...wordsOf(failure),
      todo: [
        `Check whether it is yours: rolecall role show ${pasteWord(name, 'NAME')}${profileFlag(profile)}`,
        'If so, delete it and create it again.',
      ],
    },
    { cause: failure },
  );
}

/** Detaches every policy that was tried: the answer to the last one may have been lost. */
async function undo(name: string, tried: readonly string[], iam: Iam): Promise<void> {
  for (const arn of tried) {
    await iam.detachPolicy(name, arn).catch((error: unknown) => {
      if (!isNotThereYet(error)) throw error;
    });
  }
  await iam.deleteRole(name);
}

/** Waits so many milliseconds. */
export type Sleep = (milliseconds: number) => Promise<void>;

/** Pauses between attempts, in milliseconds: 31 s in all. IAM usually needs only seconds. */
const pauses = [250, 500, 1000, 2000, 3000, 4000, 5000, 5000, 5000, 5250];

/**
 * Tries again while a change is not known to all machines of IAM.
 * @param isEarly whether an error can come from that
 * @throws the error of the last attempt
 */
export async function onceSettled<T>(
  work: () => Promise<T>,
  isEarly: (error: unknown) => boolean,
  sleep: Sleep,
): Promise<T> {
  for (const pause of pauses) {
    try {
      return await work();
    } catch (error) {
      if (!isEarly(error)) throw error;
    }
    await sleep(pause);
  }
  return work();
}

/** IAM does not know a role or policy that it created a moment ago. */
export function isNotThereYet(error: unknown): boolean {
  return error instanceof AwsFailure && error.code === 'NoSuchEntity';
}

/** STS does not know the role or its trust policy yet. */
export function isNotAdmittedYet(error: unknown): boolean {
  return error instanceof AwsFailure && error.code === 'AccessDenied' && /sts:AssumeRole/i.test(error.message);
}
