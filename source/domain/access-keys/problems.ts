import { Problem } from '../../problem.ts';
import { plain } from '../display/sanitize.ts';
import type { FormatFault } from '../formats.ts';
import { pasteWord } from '../shells/paste.ts';

/**
 * Whether the record tells of every key, or what profiles lead to is found without it.
 * @param fault why it is not understood
 */
export const isRecordUsable = (fault: Problem | undefined): boolean =>
  fault === undefined || fault.text.code === 'known-keys-damaged';

/** How long the kernel holds the key of an open file: a day of work. Seconds. */
export const heldSeconds = 8 * 3600;

/** The file of keys is closed: its passphrase opens it. */
export class KeyFileClosed extends Problem {
  readonly path: string;

  /** @param name of the key that is wanted; without one the file itself is meant */
  constructor(path: string, name?: string) {
    super({
      code: 'key-file-closed',
      title: `${name === undefined ? 'What is stored' : `The access key of ${name}`} is in ${path}, protected by a passphrase.`,
      means: 'It is locked, and nobody can be asked for the passphrase here.',
      todo: [`Unlock it once, in a terminal: rolecall key unlock`],
    });
    this.name = 'KeyFileClosed';
    this.path = path;
  }
}

/** A passphrase is asked for: of which file, and whether the one before was wrong. */
export type PassphraseQuestion = { readonly path: string; readonly isWrong: boolean };

/** The question on a line. */
export const passphraseText = ({ path, isWrong }: PassphraseQuestion): string =>
  `${isWrong ? 'Wrong passphrase. ' : ''}Passphrase of ${plain(path)}: `;

/** There is no stored key by that name. */
export function keyMissing(name: string): Problem {
  return new Problem({
    code: 'key-missing',
    title: `No access key of ${name} is stored on this machine, although its profile says so.`,
    means: 'It was removed here, or the profile came from another machine.',
    todo: [`Store one: rolecall key add ${pasteWord(name, 'NAME')}`],
  });
}

/** The person named a key that is not there. */
export function nothingStored(name: string): Problem {
  return new Problem({
    code: 'key-missing',
    title: `No access key is stored under the name ${name}.`,
    todo: [
      `If it is in ~/.aws/credentials: rolecall key import --from credentials ${pasteWord(name, 'NAME')} --write`,
      'rolecall key list shows the stored keys.',
    ],
  });
}

/** @param why a sentence of the keychain, or ours about it */
export function keychainClosed(name: string, why: string, platform: NodeJS.Platform): Problem {
  const overSsh = platform === 'darwin' ? ['Over SSH (-25308), unlock it first: security unlock-keychain'] : [];
  return new Problem({
    code: 'keychain-closed',
    title: `The keychain that holds the access key of ${name} cannot be unlocked.`,
    means: why,
    todo: ['Unlock the keychain of this machine, and try again.', ...overSsh],
  });
}

/** @param fault see `readStoredKey` */
export function keyUnreadable(name: string, place: string, fault: FormatFault): Problem {
  return new Problem({
    code: 'key-unreadable',
    title:
      fault === 'newer'
        ? `The access key of ${name} was stored by a newer rolecall, in ${place}.`
        : `What is stored in ${place} for ${name} is not an access key from rolecall.`,
    todo: [
      fault === 'newer'
        ? 'Update rolecall.'
        : `Look at it first; then remove it, and store the key again: rolecall key remove ${pasteWord(name, 'NAME')}`,
    ],
  });
}

/** What was stored is not what is read back. */
export function notKept(name: string): Problem {
  return new Problem({
    code: 'key-not-kept',
    title: `The access key of ${name} was stored, but something else was read back.`,
    means: 'Nothing else was changed.',
    todo: ['Try another place: --in file'],
  });
}
