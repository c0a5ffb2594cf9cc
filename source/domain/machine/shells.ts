import type { DetectedShell } from '../shells/detect.ts';
import type { Environment } from '../shells/environment.ts';
import { shells, shellTitles } from '../shells/registry.ts';
import type { MachineFinding } from './finding.ts';

/** The file in which a shell would load the hook; undefined where no one place is known. */
export function rcFileOf({ kind }: Pick<DetectedShell, 'kind'>, env: Environment, home: string): string | undefined {
  return kind === 'other' ? undefined : shells[kind].rcFile?.(env, home);
}

/** @param rc the text of that file; undefined where there is none */
export function shellFindings(
  shell: Pick<DetectedShell, 'kind' | 'file'>,
  rcFile: string | undefined,
  rc: string | undefined,
): readonly MachineFinding[] {
  if (shell.kind === 'other') {
    const what = 'rolecall knows no prompt for this shell: a role changes its environment alone.';
    const remedy = `${shellTitles()} show the role and the time left.`;
    return [{ severity: 'note', code: 'shell-without-prompt', where: shell.file, what, remedy }];
  }
  if (rcFile === undefined || /\brolecall['"]?\s+init\b/.test(rc ?? '')) return [];
  const what = 'Each switch opens a subshell: the hook that switches in the current shell is not loaded.';
  const remedy = `To have it, add: ${shells[shell.kind].hookLine}`;
  return [{ severity: 'note', code: 'shell-without-hook', where: rcFile, what, remedy }];
}
