import type { MachineFinding } from '../profiles/findings/finding.ts';
import type { Shell } from '../shells/detect.ts';
import type { Environment } from '../shells/environment-change.ts';
import { whoHere } from '../shells/who.ts';
import type { MachineCheck } from './view.ts';

/** Changes in the shell of a role since it was opened. */
export const driftFindings: MachineCheck = async ({ env }) => {
  const who = whoHere(env);
  if (who.tag !== 'role') return [];
  const remedy = 'Leave with exit and open the role again.';
  return who.doubts.map((what) => ({ severity: 'warning', code: 'role-drifted', where: 'this shell', what, remedy }));
};

/** A shell that shows no role, or whose hook is not loaded. */
export const shellFindings: MachineCheck = async ({ shell, env, paths, read }) => {
  const mine = await shell();
  const rcFile = rcFileOf(mine, env, paths.home);
  return withoutHook(mine, rcFile, rcFile === undefined ? undefined : await read(rcFile));
};

/** The file that loads the hook of a shell; undefined for a shell without a hook. */
function rcFileOf({ kind }: Pick<Shell, 'kind'>, env: Environment, home: string): string | undefined {
  if (kind === 'bash') return `${home}/.bashrc`;
  if (kind === 'zsh') return `${env.ZDOTDIR || home}/.zshrc`;
  if (kind === 'fish') return `${env.XDG_CONFIG_HOME || `${home}/.config`}/fish/config.fish`;
  return undefined;
}

/** @param rc the text of that file; undefined where there is none */
function withoutHook(
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
