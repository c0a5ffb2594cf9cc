import type { Context } from '../../../context.ts';
import { plain } from '../../../domain/display/sanitize.ts';
import { lastingName, readTypedName } from '../../../domain/portals/found/names.ts';
import { ledElsewhere, usedWith } from '../../../domain/portals/found/used-names.ts';
import { findProfile } from '../../../domain/profiles/find.ts';
import { textOf } from '../../../domain/profiles/lookup.ts';
import type { Profile } from '../../../domain/profiles/profile.ts';
import type { Target } from '../../../domain/sessions/plan/request.ts';
import { pasteWord } from '../../../domain/shells/paste.ts';
import { PassedOver, Problem } from '../../../problem.ts';
import { sentencesOf } from '../../shared/reasons.ts';

/**
 * The name of the profile, or the lasting name of the found role, that a word names; undefined where it names none. A name of
 * a found role is checked: one that led to another account before has to be confirmed.
 * @throws Problem, Cancelled
 */
export async function profileNamed(word: string, context: Context): Promise<string | undefined> {
  const profiles = await context.profiles.load();
  if (profiles.get(word) !== undefined) return word;
  const profile = findProfile(profiles, word);
  if (profile === undefined || readTypedName(word) !== undefined) return profile?.name;
  await confirmMoved(word, profile, context);
  return profile.name;
}

/** What a word stands for that has to name a profile or a found role. @throws Problem, Cancelled as {@link profileNamed} */
export async function targetNamed(word: string, context: Context): Promise<Target> {
  return { kind: 'profile', profile: await nameMeant(word, context) };
}

/** {@link profileNamed}, and the word itself where it names none: whoever resolves it says so. @throws Problem, Cancelled */
export async function nameMeant(word: string, context: Context): Promise<string> {
  return (await profileNamed(word, context)) ?? word;
}

async function confirmMoved(word: string, profile: Profile, { profiles, terminal, output }: Context): Promise<void> {
  const [accountId = '', roleName = ''] = [textOf(profile, 'sso_account_id'), textOf(profile, 'sso_role_name')];
  const portal = textOf(profile, 'sso_session') ?? textOf(profile, 'sso_start_url') ?? '';
  const place = `${portal}:${accountId}`;
  const { value: used, fault } = await profiles.rememberedNames();
  if (usedWith(used, word, place) === used) return;
  if (fault !== undefined) {
    output.writeError(`${sentencesOf(fault, `It is not known whether ${word} led to another account before.`)}\n`);
  }
  const before = ledElsewhere(used, word, place);
  if (before !== undefined) {
    const moved = `${plain(word)} was ${plain(before)} when you first used it, and is ${plain(place)} now.`;
    const typed = await terminal.ask(`${moved}\nType ${accountId} to continue there: `);
    if (typed === undefined) throw movedElsewhere(word, before, { portal, accountId, roleName });
    if (typed.trim() !== accountId) throw new PassedOver();
  }
  // A disk that takes nothing must not cost the role.
  await profiles.rememberName(word, place).catch(() => undefined);
}

type Place = { readonly portal: string; readonly accountId: string; readonly roleName: string };

function movedElsewhere(word: string, before: string, place: Place): Problem {
  const name = (where: string) => pasteWord(`${where}/${place.roleName}`, 'NAME');
  return new Problem({
    code: 'found-name-moved',
    title: `${word} leads to a different account than when you first used it.`,
    means: `It was ${before}; it is now ${place.portal}:${place.accountId}. Accounts have been renamed.`,
    todo: [
      `Name the role by its account ID: ${pasteWord(lastingName(place), 'NAME')}`,
      `Or the earlier one: ${name(before)}`,
      'To keep using the name, use it once in a terminal, where you are asked.',
    ],
  });
}
