import type { Context } from '../../context.ts';
import { type Place, places } from '../../domain/access-keys/known.ts';
import { mayHold } from '../../domain/access-keys/place-words.ts';
import { type AccessKey, idFault, readPrintedKey, type StoredKey } from '../../domain/access-keys/stored-key.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { checkName } from '../../domain/profiles/edit/safe.ts';
import type { Changes, Profiles } from '../../domain/profiles/profile.ts';
import { isRoleAlone } from '../../domain/profiles/resolve/kind.ts';
import { pasteWord } from '../../domain/shells/paste.ts';
import { done, type Outcome } from '../../outcome.ts';
import { whoOf } from '../../output/banner.ts';
import { Cancelled, Problem, wrongUsage } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { agreed, confirmationNeeded } from '../shared/agreed.ts';
import { sayingWhenLate } from '../shared/late.ts';
import { takenBack } from '../shared/taken-back.ts';
import { atKey } from './shared/at-key.ts';
import { checkIsFree, checkLines, linesFor, placesOf, writeLines } from './shared/line.ts';
import { requireName } from './shared/named.ts';
import { readyPlace } from './shared/place.ts';
import { checkRecordUsable } from './shared/record.ts';
import { withKeysOpen } from './shared/unlock.ts';
import { notAKey, type ProvenKey, provenKey, userKeysFor } from './shared/whose.ts';

/** Stores an access key, and lets every AWS program get it from rolecall. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const name = requireName(args, 'add');
  checkName(name, 'config');
  if (name.startsWith('-')) throw likeAFlag(name);
  const command = args.value('command');
  const wanted = readPlace(args.value('in'), command);
  const profiles = await context.profiles.load();
  checkIsFree(name, profiles);
  if (command !== undefined) checkTakesLine(name, profiles);
  const lines = await linesFor(name, command, context);
  await checkLines(name, lines, context);
  checkRecordUsable(context);
  await agreeToReplace(name, args, context);
  // A place that is closed is opened before a key is asked for.
  await withKeysOpen(context, () => storedByNow(name, wanted, context));
  const proof = async (key: AccessKey) => {
    const proving = provenKey(name, key, await userKeysFor(name, profiles, context));
    return sayingWhenLate(proving, 'AWS has not answered yet. Nothing is stored so far.', context);
  };
  const { proven, final, untold } =
    command === undefined
      ? await typed(name, wanted, lines, context, proof)
      : await printed(name, command, lines, context, proof);
  const { output } = context;
  output.writeError(`Stored the access key of ${whoOf(proven.user)} as ${plain(name)}: ${proven.key.accessKeyId}\n`);
  if (untold !== undefined) output.writeError(`${mayHold(name, untold)}\n`);
  if (final !== undefined) output.writeError(`${takenBack(final, '')}\n`);
  output.writeError(`${await foundBy(name, context)}\n`);
  const elsewhere = placesOf(proven.key.accessKeyId, await context.profiles.load(), context.env);
  if (elsewhere.length > 0) output.writeError(`The same key is in plain text in ${elsewhere.map(plain).join(', ')}.\n`);
  return done;
}

/** @throws Problem for a role, which has no place for the command */
function checkTakesLine(name: string, profiles: Profiles): void {
  const profile = profiles.get(name);
  if (profile === undefined || !isRoleAlone(profile, profiles)) return;
  throw new Problem({
    code: 'profile-taken',
    title: `The profile ${name} is a role, and a command prints the keys of users.`,
    todo: ['Choose another name, and make that the source_profile of the role.'],
    at: [profile.at],
  });
}

/** How the key is come by from now on. */
async function foundBy(name: string, { profiles }: Context): Promise<string> {
  const read = await profiles.load();
  const profile = read.get(name);
  if (profile === undefined || !isRoleAlone(profile, read)) {
    return `Every AWS program finds it: aws sts get-caller-identity --profile ${pasteWord(name, 'NAME')}`;
  }
  return `${plain(name)} is a role, and rolecall opens it with that key: rolecall ${pasteWord(name, 'NAME')}. The AWS CLI would need source_profile.`;
}

/** Its line would be read as a flag, by rolecall and by others. */
const likeAFlag = (name: string): Problem =>
  wrongUsage(`${name} would be read as a flag on every command line.`, 'Start the name with a letter or digit.');

function readPlace(given: string | undefined, command: string | undefined): Place | undefined {
  if (given !== undefined && !places.includes(given as Place)) {
    throw wrongUsage(`--in ${given} is not a place for keys.`, `The places are ${places.join(', ')}.`);
  }
  if (given === 'command' && command === undefined) {
    throw wrongUsage(
      '--in command needs the command that prints the key.',
      "--in command --command 'pass show aws/mary'",
    );
  }
  if (command !== undefined && given !== undefined && given !== 'command') {
    throw wrongUsage(
      `--in ${given} cannot be used with --command: your command keeps the key.`,
      'Use only one of the two.',
    );
  }
  return command === undefined ? (given as Place | undefined) : 'command';
}

type Proof = (key: AccessKey) => Promise<ProvenKey>;

/**
 * @param final why the lines cannot be taken back, see `Edited`
 * @param untold why the keychain that held the key before could not be opened
 */
type Added = { readonly proven: ProvenKey; readonly final: string | undefined; readonly untold: string | undefined };

async function typed(
  name: string,
  wanted: Place | undefined,
  lines: Changes,
  context: Context,
  proof: Proof,
): Promise<Added> {
  const { accessKeys } = context;
  const place = await readyPlace(wanted === 'command' ? undefined : wanted, context);
  const proven = await proof(await readKey(name, context));
  const untold = await atKey(name, context, async () => {
    if (isHalfRotated(await storedByNow(name, wanted, context))) throw underWay(name);
    await checkStillFree(name, context);
    return accessKeys.store(name, { current: proven.key, user: proven.user }, place);
  });
  const final = await writeLines(name, lines, context).catch((error: unknown) => {
    throw error instanceof Problem ? withoutLines(name, error) : error;
  });
  return { proven, final, untold };
}

/** The key is stored by now, and nothing leads to it. */
const withoutLines = (name: string, problem: Problem): Problem =>
  problem.withMore({
    means: `The key is stored as ${name}, but the profile has no lines that lead to it.`,
    todo: [`Then store it again: rolecall key add ${pasteWord(name, 'NAME')}`],
  });

/** The key was asked for and proven in between: another program may have given the profile its credentials. @throws Problem */
async function checkStillFree(name: string, { profiles }: Context): Promise<void> {
  profiles.renew();
  checkIsFree(name, await profiles.load());
}

/**
 * What is stored by that name; undefined also where that is no key, or lies in a keychain that does not open while another
 * place is wanted: that keychain may be gone for good.
 */
async function storedByNow(
  name: string,
  wanted: Place | undefined,
  { accessKeys }: Context,
): Promise<StoredKey | undefined> {
  return accessKeys.read(name).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
    // What is no key may be written over: the person has agreed.
    if (error.text.code === 'key-unreadable') return undefined;
    if (error.text.code !== 'keychain-closed') throw error;
    if (wanted === undefined || wanted === 'keychain') throw withOtherPlace(name, error);
    return undefined;
  });
}

const withOtherPlace = (name: string, problem: Problem): Problem =>
  problem.withMore({
    todo: [`If it is gone for good, store the key elsewhere: rolecall key add ${pasteWord(name, 'NAME')} --in file`],
  });

/** Whether a second key is stored beside the one in use, whatever the note of the rotation says. */
const isHalfRotated = (stored: StoredKey | undefined): boolean =>
  stored?.next !== undefined || stored?.previous !== undefined;

function underWay(name: string): Problem {
  return new Problem({
    code: 'rotation-under-way',
    title: `A rotation of ${name} is under way, and two keys are stored.`,
    todo: [`Finish it first: rolecall key rotate ${pasteWord(name, 'NAME')}`],
  });
}

/** Nothing is stored: the command goes on printing it. What was stored by that name is removed. */
async function printed(name: string, command: string, lines: Changes, context: Context, proof: Proof): Promise<Added> {
  const { accessKeys } = context;
  const printing = sayingWhenLate(accessKeys.printed(command), 'Your command has not answered yet.', context);
  const key = await printing.catch((cause: Error) => {
    throw new Problem(
      { code: 'key-process-failed', title: 'The command did not give an access key.', means: cause.message },
      { cause },
    );
  });
  const proven = await proof(key);
  const ended = await atKey(name, context, async () => {
    const stored = await storedByNow(name, 'command', context);
    if (isHalfRotated(stored)) throw underWay(name);
    await checkStillFree(name, context);
    const gone = stored === undefined ? undefined : 'The key that the lines led to before is gone.';
    await accessKeys.checkRecord();
    // Until they lead to the command they lead to what is stored.
    const final = await writeLines(name, lines, context, gone);
    return { final, untold: await accessKeys.notePrinted(name, { current: proven.key, user: proven.user }) };
  });
  return { proven, ...ended };
}

/** More than any key and its JSON. Bytes. */
const most = 64 << 10;

/** From standard input as JSON, else as a person types it. */
async function readKey(name: string, { terminal }: Context): Promise<AccessKey> {
  if (!terminal.isInput()) {
    const key = readPrintedKey(terminal.readAll(most));
    if ('fault' in key) throw notAKey(name, key.fault);
    return key;
  }
  // Where a key is shown its halves stand together, and are copied so.
  const halves = await terminal.askInTurn([
    { text: `Access key ID of ${plain(name)}: `, check: (id) => checkId(name, id) },
    { text: 'Secret access key (not shown): ', isHidden: true },
  ]);
  if (halves === undefined) throw noTerminal(name);
  const [accessKeyId = '', secret = ''] = halves;
  return { accessKeyId, secretAccessKey: secret.trim() };
}

/** @throws Problem, or Cancelled for an empty line, before the secret is asked for */
function checkId(name: string, accessKeyId: string): void {
  if (accessKeyId === '') throw new Cancelled();
  const fault = idFault(accessKeyId);
  if (fault !== undefined) throw notAKey(name, fault);
}

function noTerminal(name: string): Problem {
  return new Problem({
    code: 'no-terminal',
    title: 'There is no terminal to type the key in.',
    todo: [
      `Pipe it in as JSON: {"AccessKeyId": "…", "SecretAccessKey": "…"} | rolecall key add ${pasteWord(name, 'NAME')}`,
    ],
    exitCode: 2,
  });
}

/** A stored key is written over only where the person says so, and never in the middle of a rotation. */
async function agreeToReplace(name: string, args: Arguments, context: Context): Promise<void> {
  const { accessKeys, terminal } = context;
  if ((await accessKeys.rotations()).has(name)) throw underWay(name);
  const known = accessKeys.known().get(name)?.accessKeyId ?? (await unrecorded(name, context));
  if (known === undefined) return;
  if (args.flag('yes')) return;
  const what = `${known} is already stored as ${plain(name)}. Replace it with another key?`;
  const needed = {
    title: `${known} is already stored as ${name}, and is not replaced without a yes.`,
    todo: ['Add --yes to replace it.'],
  };
  if (!terminal.isInput()) throw confirmationNeeded(needed);
  await agreed(terminal, what, needed);
}

/** The ID of a key that is stored and that nothing is known of, as after a record was lost. */
async function unrecorded(name: string, context: Context): Promise<string | undefined> {
  try {
    return (await withKeysOpen(context, () => context.accessKeys.read(name)))?.current.accessKeyId;
  } catch (error) {
    if (error instanceof Problem && error.text.code === 'key-unreadable') return 'Something that is not an access key';
    throw error;
  }
}
