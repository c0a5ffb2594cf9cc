import type { Context } from '../../../context.ts';
import { placeNotes } from '../../../domain/access-keys/place-words.ts';
import { KeyFileClosed } from '../../../domain/access-keys/problems.ts';
import type { OwnPlace } from '../../../ports/access-keys.ts';
import { Cancelled, Problem } from '../../../problem.ts';
import { askOnLine, openKeyFile } from './unlock.ts';

/** A passphrase is guessed at leisure by whoever gets the file. Characters. */
const shortestPassphrase = 8;

/**
 * Where a key is to be stored, open and ready: the place that was asked for, else the keychain, else the file. What is chosen
 * is told before a key is asked for.
 * @throws Problem where the place that was asked for is not there, or nobody can be asked for a passphrase; Cancelled
 */
export async function readyPlace(wanted: OwnPlace | undefined, context: Context): Promise<OwnPlace> {
  const { accessKeys, output } = context;
  const place = wanted ?? (await usualPlace(context));
  if (place === 'keychain') {
    const why = wanted === undefined ? undefined : await accessKeys.noKeychain();
    if (why !== undefined) throw noKeychain(why);
  } else await readyFile(context);
  for (const note of placeNotes(place, (await accessKeys.file()).path, process.platform))
    output.writeError(`${note}\n`);
  return place;
}

async function usualPlace({ accessKeys, output }: Context): Promise<OwnPlace> {
  const why = await accessKeys.noKeychain();
  if (why === undefined) return 'keychain';
  output.writeError(`No keychain can be used here: ${why}\n`);
  return 'file';
}

async function readyFile(context: Context): Promise<void> {
  const { accessKeys } = context;
  const file = await accessKeys.file();
  const state = file.state();
  if (state === 'closed') await openKeyFile(new KeyFileClosed(file.path), context, askOnLine(context));
  if (state !== 'none') return;
  await file.create(await newPassphrase(file.path, context));
}

/** Asked for twice, and again while it does not do. @throws Cancelled; Problem where nobody sits at a terminal */
async function newPassphrase(path: string, { terminal, output }: Context): Promise<string> {
  for (;;) {
    const first = await terminal.askHidden(`A new passphrase for ${path}, at least ${shortestPassphrase} characters: `);
    if (first === undefined) throw nobodyToAsk(path);
    if (first.length < shortestPassphrase) {
      output.writeError(`That is shorter than ${shortestPassphrase} characters.\n`);
      continue;
    }
    const second = await terminal.askHidden('The passphrase again: ');
    if (second === undefined) throw new Cancelled();
    if (first === second) return first;
    output.writeError('The two differ.\n');
  }
}

function noKeychain(why: string): Problem {
  return new Problem({
    code: 'no-keychain',
    title: 'There is no keychain that can be opened.',
    means: why,
    todo: ['Unlock or install one, or store the key in a file protected by a passphrase: --in file'],
  });
}

function nobodyToAsk(path: string): Problem {
  return new Problem({
    code: 'no-terminal',
    title: `${path} does not exist yet, and there is no terminal to ask for its passphrase.`,
    todo: [
      'Store the first key from a terminal.',
      'Or let a command of yours print it: rolecall key add NAME --command COMMAND',
    ],
  });
}
