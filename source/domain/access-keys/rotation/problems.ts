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
    title: `The user of ${name} has a second access key, ${key.accessKeyId}, and AWS allows no third.`,
    means: `It is ${keyWords(key)}. ${
      key.isActive
        ? 'Rotation never touches an active key that is not known to be its own.'
        : 'Rotation deletes it only after a yes.'
    }`,
    todo: [
      key.isActive
        ? 'If nothing uses it any longer, deactivate it in the IAM console, and rotate again.'
        : `At a terminal rotation offers to delete it, since it is inactive: ${again(name)}`,
    ],
  });
}

/** A key that a run of ours may have made, without knowing its secret. */
export function perhapsOurs(name: string, key: OtherKey): Problem {
  return new Problem({
    code: 'rotation-lost',
    title: `An interrupted rotation of ${name} has probably created ${key.accessKeyId}, whose secret nobody has.`,
    means: `It is ${keyWords(key)}. The stored key still works.`,
    todo: [
      `Delete it, and rotate: ${again(name, ` --delete ${key.accessKeyId}`)}`,
      'If somebody else created it, delete it in the IAM console when they agree.',
    ],
  });
}

export function unlisted(name: string): Problem {
  return new Problem({
    code: 'rotation-unlisted',
    title: `IAM creates no new key for ${name}: it counts two, but lists one.`,
    means: 'An interrupted rotation has probably created it, and IAM does not list it yet. The stored key still works.',
    todo: [`Try again in a minute: ${again(name)}`],
  });
}

/** AWS refuses the new key; where it gave no answer to use, that is what is told. */
export function unproven(name: string, accessKeyId: string, failure: AwsFailure): Problem | AwsFailure {
  if (failure.kind !== 'refused') return failure;
  return new Problem(
    {
      code: 'key-unproven',
      title: `AWS still does not accept ${accessKeyId}, the new key of ${name}, after a minute.`,
      ...wordsOf(failure, 'The old key is still used; both are stored.'),
      todo: [`Continue later: ${again(name)}`],
    },
    { cause: failure },
  );
}

/** Somebody has deleted the new key before it was in use. */
export function newKeyGone(name: string, accessKeyId: string): Problem {
  return new Problem({
    code: 'new-key-gone',
    title: `The new key of ${name}, ${accessKeyId}, was deleted at AWS before it was in use.`,
    means: 'The old key is still used, and is the only one stored.',
    todo: [`Create another one: ${again(name)}`],
  });
}

/** @param until epoch milliseconds */
export function rotationKept(name: string, accessKeyId: string, until: number): Problem {
  const time = `${new Date(until).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return new Problem({
    code: 'rotation-kept',
    title: `The old key, ${accessKeyId}, is kept inactive until ${time}.`,
    means: 'The user has two keys until then, and AWS allows no third.',
    todo: [`Delete it now: ${again(name, ' --keep-old 0')}`],
  });
}
