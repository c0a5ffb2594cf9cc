import type { Context } from '../../../context.ts';
import type { AccessKey } from '../../../domain/access-keys/stored-key.ts';
import { keyFault } from '../../../domain/access-keys/stored-key.ts';
import { type UserKeyCalls, userNameOf } from '../../../domain/access-keys/user-keys.ts';
import { isRoot } from '../../../domain/profiles/arn.ts';
import type { Profiles } from '../../../domain/profiles/profile.ts';
import { explainIam } from '../../../domain/roles/failures.ts';
import { AwsFailure } from '../../../domain/sessions/failures/aws-failure.ts';
import { endpointsOfUser } from '../../../domain/sessions/plan/endpoint.ts';
import { Problem } from '../../../problem.ts';

/** The calls about access keys, where STS and IAM are for a profile; where this environment says, without one. */
export const userKeysFor = async (name: string, profiles: Profiles, context: Context): Promise<UserKeyCalls> =>
  context.aws.userKeys(endpointsOfUser(name, profiles, context.env));

/** A key that AWS knows, with its user. */
export type ProvenKey = { readonly key: AccessKey; readonly user: string };

/**
 * Asks AWS whose a key is, and since when it is there, where IAM tells.
 * @throws Problem where AWS does not know it, does not answer, or it is no user's
 */
export async function provenKey(name: string, key: AccessKey, calls: UserKeyCalls): Promise<ProvenKey> {
  const fault = keyFault(key);
  if (fault !== undefined) throw notAKey(name, fault);
  const { arn } = await calls.whoAmI(key).catch((error: unknown) => {
    throw refused(name, key.accessKeyId, error);
  });
  if (userNameOf(arn) === undefined) throw notOfAUser(arn);
  const listed = await calls.list(key, arn).catch((error: unknown) => {
    // Without permission nobody knows its age; that stops nothing.
    if (error instanceof AwsFailure) return undefined;
    throw error;
  });
  const createdAt = listed?.keys.find(({ accessKeyId }) => accessKeyId === key.accessKeyId)?.createdAt;
  return { user: arn, key: { ...key, ...(createdAt !== undefined && { createdAt }) } };
}

export const notAKey = (name: string, why: string): Problem =>
  new Problem({
    code: 'key-unusable',
    title: `That is not an access key that can be stored for ${name}.`,
    means: why,
    todo: ['Copy both halves from where the key was made.'],
  });

function refused(name: string, accessKeyId: string, error: unknown): unknown {
  if (!(error instanceof AwsFailure)) return error;
  const explained = explainIam(error, { as: name });
  if (error.kind !== 'refused' || !(explained instanceof Problem)) return explained;
  const why = new Map([
    ['keys-unknown', `AWS does not know ${accessKeyId}: it was deleted or deactivated, or is misspelt.`],
    ['secret-wrong', `The secret does not belong to ${accessKeyId}.`],
  ]).get(explained.text.code);
  if (why === undefined) return explained;
  return new Problem({
    code: 'key-refused',
    title: why,
    means: 'Nothing was stored.',
    todo: ['A key created seconds ago may not be known yet: try again in a minute.'],
  });
}

function notOfAUser(arn: string): Problem {
  const ofRoot = isRoot(arn);
  return new Problem({
    code: 'key-not-of-user',
    title: ofRoot ? 'It is a key of a root user.' : `It is not a key of an IAM user: ${arn}`,
    means: ofRoot
      ? 'A root user may do anything and cannot switch roles: no program should have its key.'
      : 'rolecall stores access keys of IAM users.',
    todo: ofRoot ? ['Delete it in the console, and create an IAM user, or use IAM Identity Center.'] : [],
  });
}
