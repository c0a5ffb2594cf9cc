import type { Context } from '../../../context.ts';
import {
  heldSeconds,
  KeyFileClosed,
  type PassphraseQuestion,
  passphraseText,
} from '../../../domain/access-keys/problems.ts';
import { inHours } from '../../../domain/profiles/values.ts';
import { Problem } from '../../../problem.ts';

/** How a passphrase is asked for. @returns undefined where nobody sits at a terminal. @throws Cancelled */
type AskPassphrase = (question: PassphraseQuestion) => Promise<string | undefined>;

/** On a line of the terminal. */
export const askOnLine =
  ({ terminal }: Pick<Context, 'terminal'>): AskPassphrase =>
  (question) =>
    terminal.askHidden(passphraseText(question));

type Keys = Pick<Context, 'accessKeys'>;

/** So many wrong passphrases, and it is given up. */
const tries = 3;

/**
 * Runs some work, and lets the person open the file of keys where that is needed for it.
 * @throws KeyFileClosed where nobody sits at a terminal
 */
export async function withKeysOpen<T>(context: Keys & Pick<Context, 'terminal'>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof KeyFileClosed)) throw error;
    await openKeyFile(error, context, askOnLine(context));
    return work();
  }
}

/** Asks for the passphrase of the file until it is right. @throws `closed` where nobody can be asked; Cancelled */
export async function openKeyFile(
  closed: Problem & { readonly path: string },
  { accessKeys }: Keys,
  ask: AskPassphrase,
): Promise<void> {
  const file = await accessKeys.file();
  for (let attempt = 1; attempt <= tries; attempt++) {
    const passphrase = await ask({ path: closed.path, isWrong: attempt > 1 });
    if (passphrase === undefined) throw closed;
    if (await file.open(passphrase)) return;
  }
  throw new Problem({
    code: 'passphrase-wrong',
    title: `${tries} wrong passphrases for ${closed.path}.`,
    means: 'Nobody can unlock the file without the passphrase, rolecall included.',
    todo: [
      'If it is lost, create new keys for the users, move the file away, and store the new keys: rolecall key add',
    ],
  });
}

/** For how long the file stays open, as a sentence. */
export async function howLongOpen({ accessKeys }: Keys): Promise<string> {
  return (await accessKeys.file()).isHeld()
    ? `It stays unlocked for ${inHours(heldSeconds)}, or until rolecall key lock.`
    : 'This machine has no way to keep it unlocked: each program asks for the passphrase.';
}
