import type { Context } from '../../../context.ts';
import { type Move, moveEdits } from '../../../domain/access-keys/import/move.ts';
import type { ImportableKey } from '../../../domain/access-keys/import/plan.ts';
import type { KeySource, Vault } from '../../../domain/access-keys/import/sources.ts';
import { vaultRemoval } from '../../../domain/access-keys/import/vaults.ts';
import { type AccessKey, readPrintedKey } from '../../../domain/access-keys/stored-key.ts';
import { plain } from '../../../domain/display/sanitize.ts';
import { ifStill } from '../../../domain/profiles/edit/file-edits.ts';
import type { Profiles } from '../../../domain/profiles/profile.ts';
import { isSilence } from '../../../domain/sessions/failures/aws-failure.ts';
import { pasteWord } from '../../../domain/shells/paste.ts';
import { whoOf } from '../../../output/banner.ts';
import type { OwnPlace } from '../../../ports/access-keys.ts';
import { Problem } from '../../../problem.ts';
import { sayingWhenLate } from '../../shared/late.ts';
import { takenBack } from '../../shared/taken-back.ts';
import { atKey } from './at-key.ts';
import { readyPlace } from './place.ts';
import { checkRecordUsable } from './record.ts';
import { withKeysOpen } from './unlock.ts';
import { notAKey, type ProvenKey, provenKey, userKeysFor } from './whose.ts';

type Import = {
  readonly source: KeySource;
  /** Where the person wants them. */
  readonly place: OwnPlace | undefined;
  /** The value of `credential_process`, see `storedKeyLine`. */
  readonly lineOf: (name: string) => string;
  readonly profiles: Profiles;
};

type Named<T> = { readonly name: string; readonly is: T };

/** So many keys are proven at once. */
const atOnce = 8;

const notYet = 'AWS has not answered yet. Nothing has been stored or changed so far; Ctrl+C keeps it that way.';

/**
 * Stores keys, and then changes the files. In this order no key is ever lost: each is proven, stored and read back before
 * the first line of a file changes, and the config file leads to the stored one before the other file lets go of it.
 * @returns whether one failed, which was told then
 * @throws Problem where nothing was done, or where the files could not be changed
 */
export async function importKeys(
  keys: readonly ImportableKey[],
  { source, place: wanted, lineOf, profiles }: Import,
  context: Context,
): Promise<boolean> {
  const { output } = context;
  checkRecordUsable(context);
  const faults: Named<Problem>[] = [];
  const keep = <T>(name: string, work: Promise<T>): Promise<Named<T>[]> =>
    work.then(
      (is) => [{ name, is }],
      (error: unknown) => {
        if (!(error instanceof Problem)) throw error;
        faults.push({ name, is: error });
        return [];
      },
    );
  const found: Named<AccessKey>[] = [];
  // One after another: each may ask at the terminal.
  for (const { name, key } of keys) {
    if (key !== undefined) found.push({ name, is: key });
    else if (source !== 'credentials') found.push(...(await keep(name, keyInVault(source, name, context))));
  }
  const prove = async ({ name, is }: Named<AccessKey>) =>
    keep(
      name,
      userKeysFor(name, profiles, context).then((calls) => provenKey(name, is, calls)),
    );
  const proven: Named<ProvenKey>[] = [];
  for (let at = 0; at < found.length; at += atOnce) {
    const proofs = found.slice(at, at + atOnce).map(prove);
    if (at === 0) await sayingWhenLate(Promise.race(proofs), notYet, context);
    proven.push(...(await Promise.all(proofs)).flat());
  }
  const silent = faults.find(({ is }) => isSilence(is.cause));
  if (proven.length === 0 && silent !== undefined) throw nothingDone(silent.is);
  const moves: Move[] = [];
  if (proven.length > 0) {
    const place = await readyPlace(wanted, context);
    for (const { name, is } of proven) {
      const stored = await keep(name, storeOne(name, is, place, context));
      if (stored.length === 0) continue;
      moves.push({ name, line: lineOf(name), ...(source === 'credentials' && { key: is.key }) });
      output.writeError(`Stored the access key of ${whoOf(is.user)} as ${plain(name)}: ${is.key.accessKeyId}\n`);
    }
  }
  tell(faults, context);
  if (moves.length > 0) {
    // By now another program may have written a command of its own there, which was in no plan.
    const edits = moveEdits(moves).map((edit) =>
      moves.reduce((made, { name }) => ifStill(made, [name, 'credential_process'], profiles), edit),
    );
    const { files, final } = await context.profiles.edit(edits).catch((error: unknown) => {
      throw error instanceof Problem ? withoutLines(source, moves, error) : error;
    });
    if (files.length > 0) output.writeError(`${takenBack(final, 'removes the lines again')}\n`);
    output.writeError(`${source === 'credentials' ? backups(moves) : removals(source, moves)}\n`);
  }
  return faults.length > 0;
}

/** @throws Problem where the vault gives none that can be stored */
async function keyInVault(vault: Vault, name: string, { programs }: Context): Promise<AccessKey> {
  const { code, out } = await programs.vault(vault, name);
  if (code !== 0) {
    const why =
      vault === 'granted' ? 'Granted also says that it has no such key if its passphrase is wrong.' : undefined;
    throw new Problem({
      code: 'vault-failed',
      title: `${vault} gave no key for ${name}.`,
      ...(why !== undefined && { means: why }),
      todo: ['Its own message is above.'],
    });
  }
  const key = readPrintedKey(out);
  if (!('fault' in key)) return key;
  const { text } = notAKey(name, key.fault);
  const isSession = vault === 'granted' && /temporary/.test(key.fault);
  throw new Problem({
    ...text,
    todo: isSession
      ? [
          `With MFA it gives a session. To get its key in plain text: granted credentials export-plaintext ${pasteWord(name, 'NAME')}`,
        ]
      : [`Check what ${vault} prints for it.`],
  });
}

/** The keys are stored by now, and nothing leads to them. */
function withoutLines(source: KeySource, moves: readonly Move[], problem: Problem): Problem {
  const names = moves.map(({ name }) => name).join(', ');
  const stored =
    moves.length === 1
      ? `The key is stored as ${names}, but the profile has no line that leads to it.`
      : `The keys are stored as ${names}, but the profiles have no lines that lead to them.`;
  const again = `rolecall key import --from ${source} ${moves.map(({ name }) => pasteWord(name, 'NAME')).join(' ')} --write`;
  return problem.withMore({ means: stored, todo: [`Run it again, and it finds what is stored: ${again}`] });
}

const nothingDone = (problem: Problem): Problem => problem.withMore({ means: 'Nothing was stored or changed.' });

/** Stores a key, where it is not stored yet. @throws Problem where another one is stored by that name, or it cannot be stored */
async function storeOne(name: string, { key, user }: ProvenKey, place: OwnPlace, context: Context): Promise<void> {
  const { accessKeys } = context;
  await atKey(name, context, async () => {
    const there = await withKeysOpen(context, () => accessKeys.read(name));
    if (there === undefined) {
      await accessKeys.store(name, { current: key, user }, place);
      return;
    }
    const { accessKeyId, secretAccessKey } = there.current;
    if (accessKeyId !== key.accessKeyId || secretAccessKey !== key.secretAccessKey)
      throw storedAlready(name, accessKeyId);
  });
}

function storedAlready(name: string, accessKeyId: string): Problem {
  return new Problem({
    code: 'key-stored-already',
    title: `Another key is already stored under that name: ${accessKeyId}`,
    todo: [`See it: rolecall key list`, `Remove it from this machine: rolecall key remove ${pasteWord(name, 'NAME')}`],
  });
}

/** What failed, a line each; what to do about it once, where it is the same. */
function tell(faults: readonly Named<Problem>[], { output }: Context): void {
  for (const { name, is } of faults) {
    const { title, means } = is.text;
    output.writeError(
      `✗ ${plain(name)}: ${plain([title, means].filter(Boolean).join(' '))} The key stays where it is.\n`,
    );
  }
  const todo = new Set(faults.flatMap(({ is }) => is.text.todo ?? []));
  for (const each of todo) output.writeError(`  ${plain(each)}\n`);
}

const backups = ([first, ...others]: readonly Move[]): string => {
  const name = pasteWord(others.length === 0 ? (first?.name ?? '') : '', 'NAME');
  return `rolecall made no copy of the files. A backup of yours may still contain ${others.length === 0 ? 'the key' : 'the keys'}: rolecall key rotate ${name}`;
};

const removals = (vault: Vault, moves: readonly Move[]): string =>
  `${vault} still has them. Once everything works: ${moves.map(({ name }) => vaultRemoval(vault, pasteWord(name, 'NAME'))).join(', ')}`;
