import { Problem } from '../../problem.ts';
import { addProfile } from '../profiles/edit/edit.ts';
import { type FileEdit, keyEdits, profilesNow } from '../profiles/edit/file-edits.ts';
import { textOf } from '../profiles/lookup.ts';
import type { ProfileFile, Profiles } from '../profiles/profile.ts';
import { pasteWord } from '../shells/paste.ts';
import { loginCommands } from './failures.ts';
import { type LoginTarget, loginTarget } from './target.ts';

/** What a sign-in writes into its profile. */
export type LoginKeys = { readonly login_session: string; readonly region?: string };

/**
 * The edits that write a sign-in down. The browser takes its time: a profile that somebody changed meanwhile is refused, and one
 * that another terminal of the same person has added meanwhile stays as it is.
 * @param read the files as they were when the sign-in began
 * @param readFile reads one of them as it is now
 */
export function loginEdits(
  target: LoginTarget,
  keys: LoginKeys,
  read: Profiles,
  readFile: (kind: ProfileFile['kind']) => ProfileFile,
): readonly FileEdit[] {
  const profile = read.get(target.profile);
  if (profile === undefined) {
    const change = (file: ProfileFile) => withProfile(file, target, keys, profilesNow(file, read, readFile));
    return [{ kind: 'config', change }];
  }
  return keyEdits(profile, read, keys, false).map((edit) => ({
    ...edit,
    change: (file) => {
      const now = loginTarget(target.profile, profilesNow(file, read, readFile));
      if (now === undefined || now.loginSession !== target.loginSession) throw changedMeanwhile(target);
      return edit.change(file);
    },
  }));
}

function withProfile(file: ProfileFile, target: LoginTarget, keys: LoginKeys, profiles: Profiles): string {
  const now = profiles.get(target.profile);
  if (now === undefined) return addProfile(file, target.profile, keys);
  if (textOf(now, 'login_session') !== keys.login_session) throw changedMeanwhile(target);
  return file.text ?? '';
}

const changedMeanwhile = ({ profile }: LoginTarget): Problem =>
  new Problem({
    code: 'login-profile-changed',
    title: `${profile} was changed while the browser was open, so it was left as it is.`,
    todo: [`Look at it: rolecall show ${pasteWord(profile, 'PROFILE')}`, `Sign in again: ${loginCommands(profile)[0]}`],
  });
