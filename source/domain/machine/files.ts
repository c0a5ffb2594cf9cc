import type { MachineFinding } from './finding.ts';
import type { FileFact } from './ports.ts';

/** What a file is for: what others may do to it follows from that. */
export type Watched = {
  readonly path: string;
  readonly holds: 'profiles' | 'credentials' | 'directory' | 'sessions' | 'settings';
};

/** Who else may read or change what only its owner should. @param fact undefined where there is no such file */
export function fileFindings({ holds }: Watched, fact: FileFact | undefined): readonly MachineFinding[] {
  if (fact === undefined) return [];
  const { path, isYours, isDirectory, mode } = fact;
  const proper = isDirectory ? '700' : '600';
  const remedy = `chmod ${proper} ${path}`;
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
  if (mode === undefined) return found;
  if ((mode & 0o022) !== 0) {
    add('error', 'file-writable-by-others', `Others can change it${now}, and so decide whom you become.`);
  } else if ((mode & 0o077) !== 0 && (holds === 'credentials' || holds === 'sessions')) {
    const severity = holds === 'sessions' ? 'error' : 'warning';
    add(severity, 'file-open-to-others', `Others can read it${now}, and there are credentials in it.`);
  }
  return found;
}
