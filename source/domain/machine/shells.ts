import type { Shell } from '../shells/detect.ts';
import type { Environment } from '../shells/environment-change.ts';
import type { MachineFinding } from './finding.ts';

/** The file in which a shell would load the hook; undefined for one that has none. */
export function rcFileOf({ kind }: Pick<Shell, 'kind'>, env: Environment, home: string): string | undefined {
  if (kind === 'bash') return `${home}/.bashrc`;
  if (kind === 'zsh') return `${env.ZDOTDIR || home}/.zshrc`;
  if (kind === 'fish') return `${env.XDG_CONFIG_HOME || `${home}/.config`}/fish/config.fish`;
  return undefined;
}

/** @param rc the text of that file; undefined where there is none */
export function shellFindings(
  shell: Pick<Shell, 'kind' | 'file'>,
  rcFile: string | undefined,
  rc: string | undefined,
): readonly MachineFinding[] {
  if (shell.kind === 'other') {
    const what = 'rolecall knows no prompt for this shell: a role changes its environment alone.';
    const remedy = 'bash, zsh, fish and PowerShell show the role and the time left.';
    return [{ severity: 'note', code: 'shell-without-prompt', where: shell.file, what, remedy }];
  }
  if (rcFile === undefined || /\brolecall['"]?\s+init\b/.test(rc ?? '')) return [];
  const line = shell.kind === 'fish' ? 'rolecall init fish | source' : `eval "$(rolecall init ${shell.kind})"`;
  const what = 'Each switch opens a subshell: the hook that switches in the current shell is not loaded.';
  return [{ severity: 'note', code: 'shell-without-hook', where: rcFile, what, remedy: `To have it, add: ${line}` }];
}
