import { Problem } from '../../../problem.ts';
import { type AwsFailure, wordsOf } from '../../sessions/failures/aws-failure.ts';
import { pasteWord } from '../../shells/paste.ts';
import { keyWords, type OtherKey } from '../user-keys.ts';

// Why a rotation stops, and what to do.

const again = (name: string, flags = ''): string => `rolecall key rotate ${pasteWord(name, 'NAME')}${flags}`;

/** A second key of the user, which is not ours to delete, or not without a yes. */
export function otherKey(name: string, key: OtherKey): Problem {
  return new Problem({
    code: 'two-keys',
    title: `The user of ${name} has a second access key, ${key.accessKeyId}, and AWS gives no third.`,
    means: `It is ${keyWords(key)}. ${
      key.isActive
        ? 'Rotation never touches an active key that is not known to be its own.'
        : 'Rotation deletes it after a yes, and not without.'
    }`,
    todo: [
      key.isActive
        ? 'Where nothing uses it any more, deactivate it in the IAM console, and rotate again.'
        : `At a terminal rotation offers to delete it, since it is inactive: ${again(name)}`,
    ],
  });
}

/** A key that a run of ours may have made, without knowing its secret. */
export function perhapsOurs(name: string, key: OtherKey): Problem {
  return new Problem({
    code: 'rotation-lost',
    title: `A rotation of ${name} that was cut off has probably made ${key.accessKeyId}, whose secret nobody has.`,
    means: `It is ${keyWords(key)}. The stored key goes on working.`,
    todo: [
      `Delete it, and rotate: ${again(name, ` --delete ${key.accessKeyId}`)}`,
      'Where somebody else has made it: delete it in the IAM console, when they say so.',
    ],
  });
}

export function unlisted(name: string): Problem {
  return new Problem({
    code: 'rotation-unlisted',
    title: `IAM makes no new key for ${name}: it counts two, and lists one.`,
    means:
      'A rotation that was cut off has probably made it, and IAM does not list it yet. The stored key goes on working.',
    todo: [`Try again in a minute: ${again(name)}`],
  });
}

/** AWS refuses the new key; where it gave no answer to use, that is what is told. */
export function unproven(name: string, accessKeyId: string, failure: AwsFailure): Problem | AwsFailure {
  if (failure.kind !== 'refused') return failure;
  return new Problem(
    {
      code: 'key-unproven',
      title: `AWS does not take ${accessKeyId}, the new key of ${name}, after a minute.`,
      ...wordsOf(failure, 'The key before goes on being used; both are stored.'),
      todo: [`Go on later: ${again(name)}`],
    },
    { cause: failure },
  );
}

/** Somebody has deleted the new key before it was in use. */
export function newKeyGone(name: string, accessKeyId: string): Problem {
  return new Problem({
    code: 'new-key-gone',
    title: `The new key of ${name}, ${accessKeyId}, was deleted at AWS before it was in use.`,
    means: 'The key before goes on being used, and is the only one that is stored.',
    todo: [`Make another one: ${again(name)}`],
  });
}

/** @param until epoch milliseconds */
export function rotationKept(name: string, accessKeyId: string, until: number): Problem {
  const time = `${new Date(until).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return new Problem({
    code: 'rotation-kept',
    title: `The key before, ${accessKeyId}, is kept inactive until ${time}.`,
    means: 'The user has two keys until then, and AWS gives no third.',
    todo: [`Delete it now: ${again(name, ' --keep-old 0')}`],
  });
}
