import type { MachineFinding } from '../profiles/findings/finding.ts';
import { hasKeys } from '../profiles/resolve/kind.ts';
import { pasteWord } from '../shells/paste.ts';
import type { FileFact, MachineCheck, MachineView } from './view.ts';

/** A file and what it is for, which decides what others may do to it. */
type Watched = {
  readonly path: string;
  readonly holds: 'profiles' | 'credentials' | 'directory' | 'sessions' | 'settings' | 'parent';
};

/** Files that others than the person can read or change. */
export const fileFindings: MachineCheck = async (view) => {
  const found = await Promise.all(
    watchedFiles(view).map(async ({ path, holds }) => {
      const fact = await view.machine.look(path);
      return fact === undefined ? [] : openToOthers(holds, fact);
    }),
  );
  return found.flat();
};

function watchedFiles({ profiles, paths, env }: MachineView): readonly Watched[] {
  const holdsKeys = profiles.names.some((name) => {
    const profile = profiles.get(name);
    return (
      profile !== undefined && hasKeys(profile) && profile.setting('aws_secret_access_key')?.at.file === paths.config
    );
  });
  return [
    { path: directoryOf(paths.config), holds: 'directory' },
    { path: paths.config, holds: holdsKeys ? 'credentials' : 'profiles' },
    { path: paths.credentials, holds: 'credentials' },
    { path: paths.cache, holds: 'sessions' },
    { path: paths.settings, holds: 'settings' },
    // Whoever may write to one of them could swap what lies below; by all users it is refused at the start.
    ...parentsOf(env.ROLECALL_HOME).map((path) => ({ path, holds: 'parent' }) as const),
  ];
}

const directoryOf = (path: string): string => path.slice(0, Math.max(1, path.search(/[\\/][^\\/]*$/)));

/** The directories above a path, itself included. */
function parentsOf(path: string | undefined): readonly string[] {
  const parents: string[] = [];
  for (let each = path ?? ''; each !== ''; each = each.replace(/[\\/]+[^\\/]*$/, '')) parents.push(each);
  return parents;
}

function openToOthers(holds: Watched['holds'], fact: FileFact): MachineFinding[] {
  const { path, isYours, isSystem, isDirectory, mode } = fact;
  // A directory in the place of one of the two files holds nothing that is read, and is not ours to close.
  if (isDirectory && (holds === 'profiles' || holds === 'credentials')) return [];
  const proper = isDirectory ? '700' : '600';
  const close = `chmod ${proper} ${pasteWord(path, isDirectory ? 'DIRECTORY' : 'FILE')}`;
  const isOfAnother = !isYours && !isSystem;
  // Modes of what is another user's are not yours to change.
  const remedy = isOfAnother ? `Ask its owner to restrict it: ${close}` : close;
  const now = mode === undefined ? '' : ` (mode ${(mode & 0o777).toString(8).padStart(4, '0')})`;
  const found: MachineFinding[] = [];
  const add = (severity: MachineFinding['severity'], code: string, what: string, how = remedy) =>
    found.push({ severity, code, where: path, what, remedy: how });
  if (!isYours && (holds === 'sessions' || holds === 'settings')) {
    add(
      'error',
      'cache-of-another',
      'It belongs to another user, who can read and change what rolecall keeps there.',
      `Remove ${path}, or set ROLECALL_HOME.`,
    );
  }
  if (holds === 'parent') {
    const isShared = mode !== undefined && (mode & 0o020) !== 0 && (mode & 0o1000) === 0;
    const what = `Its group can change it${now}, and so replace ROLECALL_HOME with another directory.`;
    if (isShared) add('warning', 'home-writable-by-group', what, `chmod g-w ${pasteWord(path, 'DIRECTORY')}`);
    return found;
  }
  if (isOfAnother && (holds === 'directory' || holds === 'profiles' || holds === 'credentials')) {
    const what = isDirectory
      ? 'It belongs to another user, who can replace your file with another one, and so decide whom you become.'
      : 'It belongs to another user, who can change it, and so decide whom you become and which commands are run for that.';
    add(
      'warning',
      'file-of-another',
      what,
      'Make yourself its owner with chown, unless you trust its owner as you trust yourself.',
    );
  }
  if (mode === undefined) {
    const what = 'rolecall trusts how Windows protects this directory, and does not read its access list.';
    if (holds === 'sessions') add('fine', 'protection-trusted', what, '');
    return found;
  }
  // As /tmp: everybody may add to it, and nobody can swap what is another's.
  const isSticky = isDirectory && (mode & 0o1000) !== 0;
  if ((mode & 0o022) !== 0 && !isSticky) {
    add('error', 'file-writable-by-others', `Others can change it${now}, and so decide whom you become.`);
  } else if ((mode & 0o077) !== 0 && (holds === 'credentials' || holds === 'sessions')) {
    const severity = holds === 'sessions' ? 'error' : 'warning';
    add(severity, 'file-open-to-others', `Others can read it${now}, and there are credentials in it.`);
  }
  return found;
}
