import type { Context } from '../../context.ts';
import { type RotationStep, rotate } from '../../domain/access-keys/rotation/rotate.ts';
import { keyWords, type OtherKey } from '../../domain/access-keys/user-keys.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { dayOf } from '../../domain/display/sentence.ts';
import type { Profiles } from '../../domain/profiles/profile.ts';
import { readDuration } from '../../domain/profiles/values.ts';
import { explainIam } from '../../domain/roles/failures.ts';
import { defaultCacheUse, identityRequest } from '../../domain/sessions/plan/request.ts';
import { pasteWord } from '../../domain/shells/paste.ts';
import { done, type Outcome } from '../../outcome.ts';
import type { OwnPlace } from '../../ports/access-keys.ts';
import { confirm } from '../../ports/terminal.ts';
import { Problem, wrongUsage } from '../../problem.ts';
import { openRole } from '../open/shared/open-role.ts';
import { readCodeSource } from '../open/shared/role-options.ts';
import type { Arguments } from '../registry/command.ts';
import { agreed } from '../shared/agreed.ts';
import { toldWhenLate } from '../shared/late.ts';
import { atKey } from './shared/at-key.ts';
import { checkIsLed, placesOf } from './shared/line.ts';
import { commandOf, requireName, requireStored } from './shared/named.ts';
import { withKeysOpen } from './shared/unlock.ts';
import { userKeysFor } from './shared/whose.ts';

/** Replaces a stored key by a new one, so that there is a working one at each moment. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const name = requireName(args, 'rotate');
  const keepOld = readKeepOld(args.value('keep-old'));
  const codeSource = readCodeSource(args, context.terminal);
  const { accessKeys, clock, output } = context;
  await withKeysOpen(context, () => requireStored(name, context));
  if ((await commandOf(name, context)) !== undefined) throw printedElsewhere(name);
  const profiles = await context.profiles.load();
  checkIsLed(name, profiles);
  // A file that is closed is opened before anything is locked.
  const stored = await withKeysOpen(context, () => accessKeys.read(name));
  const goes = (stored?.previous ?? stored?.current)?.accessKeyId;
  // Under way, it was agreed to when it was begun.
  const isBegun = stored?.previous !== undefined || stored?.next !== undefined;
  const others = goes === undefined ? [] : namesOf(goes, accessKeys).filter((each) => each !== name);
  if (goes !== undefined && !isBegun) await agreeToLose(name, goes, others, profiles, args, context);
  const calls = toldWhenLate(await userKeysFor(name, profiles, context), context);
  const role = { request: identityRequest(name), use: defaultCacheUse, codeSource };
  // Each time anew: of the key that is in use then.
  const signer = async () => (await openRole(context, role)).credentials;
  let place: OwnPlace = 'keychain';
  const rotated = await atKey(name, context, async () => {
    // A key whose place cannot be noted would be lost as soon as it is made.
    await accessKeys.checkRecord();
    return rotate(
      { name, keepOld },
      {
        calls,
        signer,
        read: async () => {
          const found = await accessKeys.find(name);
          place = found?.place ?? place;
          return found?.key;
        },
        store: async (key) => {
          await accessKeys.store(name, key, place);
        },
        rotation: async () => (await accessKeys.rotations()).get(name),
        noteRotation: (rotation) => accessKeys.noteRotation(name, rotation),
        agrees: (question, key) => agrees(question, key, args, context),
        told: (step) => output.writeError(`${told(step)}\n`),
        now: clock.now,
        wait: clock.wait,
      },
    ).catch((error: unknown) => cutOff(explainIam(error, { as: name }), name, accessKeys));
  });
  const { old, accessKeyId, keptUntil } = rotated;
  output.writeError(
    keptUntil === undefined
      ? `${plain(name)} now has the key ${accessKeyId}; ${old} is deleted.\n`
      : `${plain(name)} now has the key ${accessKeyId}; ${old} stays inactive until ${dayOf(keptUntil)}; after that, rolecall key rotate ${pasteWord(name, 'NAME')} deletes it.\n`,
  );
  const left = placesOf(old, profiles, context.env);
  if (left.length > 0)
    output.writeError(`${old} is still in plain text in ${left.map(plain).join(', ')}, where it no longer works.\n`);
  for (const other of others) {
    const add = `rolecall key add ${pasteWord(other, 'NAME')}`;
    output.writeError(`${plain(other)} still has the old key. To give it the new one: ${add}\n`);
  }
  return done;
}

/** The names by which a key is known here. */
const namesOf = (accessKeyId: string, { known }: Context['accessKeys']): readonly string[] =>
  [...known()].flatMap(([name, key]) => (key.accessKeyId === accessKeyId ? [name] : []));

/**
 * The person agrees that a key goes which other names or files have as well. Nothing is made before.
 * @param others names by which it is stored besides
 * @throws Problem where nobody can be asked; Cancelled
 */
async function agreeToLose(
  name: string,
  accessKeyId: string,
  others: readonly string[],
  profiles: Profiles,
  args: Arguments,
  { env, terminal }: Context,
): Promise<void> {
  const clear = placesOf(accessKeyId, profiles, env);
  const where = [
    ...(others.length > 0 ? [`is also stored as ${others.map(plain).join(', ')}`] : []),
    ...(clear.length > 0 ? [`is in plain text in ${clear.map(plain).join(', ')}`] : []),
  ];
  if (where.length === 0 || args.flag('yes')) return;
  const what = `${accessKeyId} ${where.join(', and ')}: it no longer works there once it is replaced.`;
  await agreed(terminal, `${what} Rotate ${plain(name)}?`, {
    title: `The access key of ${name} is in other places too, and is not replaced without a yes.`,
    means: what,
    todo: [`rolecall key rotate ${pasteWord(name, 'NAME')} --yes`],
  });
}

/** What ended it, and that the next run goes on, where there is something to go on with. */
async function cutOff(error: unknown, name: string, { rotations }: Context['accessKeys']): Promise<never> {
  if (!(error instanceof Problem) || !(await rotations()).has(name)) throw error;
  const again = `rolecall key rotate ${pasteWord(name, 'NAME')}`;
  if (error.text.todo?.some((each) => each.includes(again))) throw error;
  throw error.withMore({ means: 'The stored key still works.', todo: [`Then continue: ${again}`] });
}

/** Seconds in a month: an old key is not forgotten there. */
const longestKept = 31 * 86_400;

/** Milliseconds. */
function readKeepOld(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const seconds = readDuration(given, 'keep-old');
  if (seconds <= longestKept) return seconds * 1000;
  throw wrongUsage(
    `--keep-old ${given} is longer than a month.`,
    'The old key is inactive in the meantime, and no other rotation can start.',
  );
}

async function agrees(
  question: 'inactive' | 'perhaps ours',
  key: OtherKey,
  args: Arguments,
  { terminal }: Context,
): Promise<boolean> {
  if (args.value('delete') === key.accessKeyId) return true;
  const why =
    question === 'inactive'
      ? 'It is in the way: AWS allows a user only two keys.'
      : 'It was probably created by a rotation that was interrupted, and nobody has its secret.';
  return (await confirm(terminal, `${key.accessKeyId} is ${keyWords(key)}. ${why} Delete it?`, 'no')) === true;
}

function told({ step, accessKeyId }: RotationStep): string {
  const words = {
    resumed: `Continuing the rotation to ${accessKeyId}.`,
    made: `Created ${accessKeyId}.`,
    stored: `Stored ${accessKeyId} beside the old key.`,
    waiting: `Waiting for AWS to know ${accessKeyId}.`,
    proven: `AWS accepts ${accessKeyId}; it is now in use.`,
    deactivated: `Deactivated ${accessKeyId}.`,
    deleted: `Deleted ${accessKeyId}.`,
  } as const;
  return words[step];
}

function printedElsewhere(name: string): Problem {
  return new Problem({
    code: 'key-printed',
    title: `The key of ${name} is printed by a command of yours, and rolecall cannot replace it there.`,
    todo: [
      `Rotate it where that command gets it from, or let rolecall store it: rolecall key add ${pasteWord(name, 'NAME')} --in keychain`,
    ],
  });
}
