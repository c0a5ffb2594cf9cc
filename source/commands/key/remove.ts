import type { Context } from '../../context.ts';
import { hasStoredKey } from '../../domain/access-keys/line.ts';
import { mayHold } from '../../domain/access-keys/place-words.ts';
import { keyUsers, someOf } from '../../domain/access-keys/users.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { own } from '../../domain/own.ts';
import { isBare } from '../../domain/profiles/edit/bare.ts';
import { changeSections, removeProfile } from '../../domain/profiles/edit/edit.ts';
import { profilesNow } from '../../domain/profiles/edit/file-edits.ts';
import type { ProfileFile, Profiles } from '../../domain/profiles/profile.ts';
import { neededBy } from '../../domain/profiles/resolve/needed-by.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { pasteWord } from '../../domain/shells/paste.ts';
import { done, type Outcome } from '../../outcome.ts';
import { Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { agreed } from '../shared/agreed.ts';
import { checkConfigChange } from '../shared/config-writable.ts';
import { atKey } from './shared/at-key.ts';
import { standsInConfig } from './shared/line.ts';
import { commandOf, requireName, requireStored } from './shared/named.ts';
import { withKeysOpen } from './shared/unlock.ts';

/** Takes a stored key off this machine. At AWS it stays. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const name = requireName(args, 'remove');
  const { accessKeys, output } = context;
  if (!accessKeys.known().has(name)) await withKeysOpen(context, () => requireSomething(name, context));
  const command = await commandOf(name, context);
  const users = keyUsers(name, await context.profiles.load()).map(plain);
  await agree(name, { isPrinted: command !== undefined, users }, args, context);
  const isInKeychain = accessKeys.known().get(name)?.place === 'keychain';
  const untold = await atKey(name, context, async () => {
    // What would stop the rest says so while the key is still there; so does a place that is closed or damaged.
    await accessKeys.rotations();
    const change = await lineRemoval(name, await context.profiles.load(), context);
    if (change !== undefined) await checkConfigChange(change, context);
    const why = await accessKeys.remove(name);
    await accessKeys.noteRotation(name, undefined);
    if (change !== undefined)
      await context.profiles.edit([{ kind: 'config', change }], 'The key that the lines led to is gone.');
    return why;
  });
  const isLeft = untold !== undefined && isInKeychain;
  const stays =
    command === undefined ? 'It still works at AWS: delete it in the IAM console.' : 'Your command still prints it.';
  const what = isLeft
    ? `Nothing here leads to the access key of ${plain(name)} now.`
    : `Removed the access key of ${plain(name)} from this machine.`;
  output.writeError(`${what} ${stays}\n`);
  if (args.flag('yes') && users.length > 0) {
    output.writeError(`${someOf(users)} no longer ${users.length === 1 ? 'opens' : 'open'}.\n`);
  }
  if (untold === undefined) return done;
  if (!isLeft) {
    output.writeError(`It is not known whether the keychain still has a key under that name: ${plain(untold)}\n`);
    return done;
  }
  output.writeError(`${mayHold(name, untold)}\n`);
  output.writeError(`Once it can be opened again: rolecall key remove ${pasteWord(name, 'NAME')}\n`);
  return { tag: 'done', exitCode: 1 };
}

/** What lies there may be no key at all: it is taken out without being read. @throws Problem where there is nothing */
const requireSomething = (name: string, context: Context): Promise<void> =>
  requireStored(name, context).catch((error: unknown) => {
    if (!(error instanceof Problem) || error.text.code !== 'key-unreadable') throw error;
  });

/**
 * The change that takes the lines out that lead to the key, and the section with them where nothing else is in it and nothing
 * needs it; undefined where there are none. Not for `edit --undo`: the lines would lead to nothing.
 */
async function lineRemoval(
  name: string,
  profiles: Profiles,
  { settings: preferences, profiles: store }: Context,
): Promise<((file: ProfileFile) => string) | undefined> {
  const profile = profiles.get(name);
  if (profile === undefined || !standsInConfig(profile, profiles) || !hasStoredKey(profile)) return undefined;
  const settings = { credential_process: undefined, rolecall_key_process: undefined };
  const preferred = await preferences.load();
  return (file) => {
    // Read once more: while the person was asked, another program may have led the profile elsewhere, or others to it.
    const now = profilesNow(file, profiles, store.file);
    const there = now.get(name);
    if (there === undefined || !standsInConfig(there, now) || !hasStoredKey(there)) return file.text ?? '';
    const isNeeded = isNamed(name, now, preferred);
    const text = changeSections(file, [{ does: 'set', name, settings }]);
    const left = { ...file, text };
    return isNeeded || !isBare(left, name) ? text : removeProfile(left, name);
  };
}

/** Does a profile or a setting lead to the profile? So does whoever names none to `[default]`. */
function isNamed(name: string, profiles: Profiles, { favourites, hidden, colors }: Settings): boolean {
  const { dependants, including } = neededBy(name, profiles);
  const names = [...dependants, ...including, ...[...favourites, ...hidden].filter((each) => each === name)];
  return name === 'default' || names.length > 0 || own(colors, name) !== undefined;
}

/** What a person has to know of a key before it goes: the profiles that open with it, and whether a command prints it. */
type Loss = { readonly isPrinted: boolean; readonly users: readonly string[] };

async function agree(name: string, { isPrinted, users }: Loss, args: Arguments, context: Context): Promise<void> {
  if (args.flag('yes')) return;
  const isRotated = (await context.accessKeys.rotations()).has(name);
  const both = isRotated ? 'A rotation of it is under way: both of its keys are removed. ' : '';
  const lost = isPrinted
    ? ''
    : `Its secret cannot be recovered later; rolecall key export ${pasteWord(name, 'NAME')} prints it. `;
  const needed = users.length === 0 ? '' : `${someOf(users)} ${users.length === 1 ? 'opens' : 'open'} only with it. `;
  await agreed(context.terminal, `${both}${needed}${lost}Remove ${plain(name)}?`, {
    title: `Removing the access key of ${name} needs to be confirmed, and there is no terminal to ask on.`,
    ...(needed !== '' && { means: needed.trimEnd() }),
    todo: [`rolecall key remove ${pasteWord(name, 'NAME')} --yes`],
  });
}
