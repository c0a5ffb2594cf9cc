import { Problem } from '../../problem.ts';
import { addProfile } from '../profiles/edit/edit.ts';
import { type FileEdit, keyEdits } from '../profiles/edit/file-edits.ts';
import { textOf } from '../profiles/lookup.ts';
import type { ProfileFile, Profiles } from '../profiles/profile.ts';
import { loadProfiles } from '../profiles/resolve/load.ts';
import { pasteWord } from '../shells/paste.ts';
import { loginCommands } from './failures.ts';
import { type LoginTarget, loginTarget } from './target.ts';

/** What a sign-in writes into its profile. */
export type LoginKeys = { readonly login_session: string; readonly region?: string };

/**
 * The edits that write a sign-in down. The browser takes its time: a profile that somebody changed meanwhile is refused, and one
 * that another terminal of the same person has added meanwhile stays as it is.
 * @param read the files as they were when the sign-in began
 */
export function loginEdits(target: LoginTarget, keys: LoginKeys, read: Profiles): readonly FileEdit[] {
  const profile = read.get(target.profile);
  if (profile === undefined) return [{ kind: 'config', change: (file) => withProfile(file, target, keys) }];
  return keyEdits(profile, read, keys, false).map((edit) => ({
    ...edit,
    change: (file) => {
      const [config, credentials] = file.kind === 'config' ? [file, read.credentials] : [read.config, file];
      const now = loginTarget(target.profile, loadProfiles(config, credentials, read.endpoints));
      if (now === undefined || now.loginSession !== target.loginSession) throw changedMeanwhile(target);
      return edit.change(file);
    },
  }));
}

function withProfile(file: ProfileFile, { profile }: LoginTarget, keys: LoginKeys): string {
  const none = { kind: 'credentials', path: '', text: undefined } as const;
  const now = loadProfiles(file, none, {}).get(profile);
  const isThere = now !== undefined && textOf(now, 'login_session') === keys.login_session;
  return isThere ? (file.text ?? '') : addProfile(file, profile, keys);
}

const changedMeanwhile = ({ profile }: LoginTarget): Problem =>
  new Problem({
    code: 'login-profile-changed',
    title: `${profile} was changed while the browser was open, and is left as it is.`,
    todo: [`Look at it: rolecall show ${pasteWord(profile, 'PROFILE')}`, `Sign in again: ${loginCommands(profile)[0]}`],
  });
