import type { MachineFinding } from '../profiles/findings/finding.ts';
import { whoHere } from '../shells/current.ts';
import type { DetectedShell } from '../shells/detect.ts';
import type { Environment } from '../shells/environment.ts';
import { shells, shellTitles } from '../shells/registry.ts';
import type { MachineCheck } from './view.ts';

/** Changes in the shell of a role since it was opened. */
export const driftFindings: MachineCheck = async ({ env }) => {
  const who = whoHere(env);
  if (who.tag !== 'role') return [];
  const remedy = 'Leave with exit and open the role again.';
  return who.doubts.map((what) => ({ severity: 'warning', code: 'role-drifted', where: 'this shell', what, remedy }));
};

/** A shell that shows no role, or whose hook is not loaded. In the demo, whose home is not the person's, that is nothing to tell. */
export const shellFindings: MachineCheck = async ({ shell, env, paths, read }) => {
  if (env.ROLECALL_DEMO !== undefined) return [];
  const mine = await shell();
  const rcFile = rcFileOf(mine, env, paths.home);
  return withoutHook(mine, rcFile, rcFile === undefined ? undefined : await read(rcFile));
};

/** The file that loads the hook of a shell; undefined for a shell without a hook. */
function rcFileOf({ kind }: Pick<DetectedShell, 'kind'>, env: Environment, home: string): string | undefined {
  return kind === 'other' ? undefined : shells[kind].rcFile?.(env, home);
}

/** @param rc the text of that file; undefined where there is none */
function withoutHook(
  shell: Pick<DetectedShell, 'kind' | 'file'>,
  rcFile: string | undefined,
  rc: string | undefined,
): readonly MachineFinding[] {
  if (shell.kind === 'other') {
    const what = 'rolecall knows no prompt for this shell: a role changes only its environment.';
    const remedy = `${shellTitles()} show the role and the time left.`;
    return [{ severity: 'note', code: 'shell-without-prompt', where: shell.file, what, remedy }];
  }
  if (rcFile === undefined || /\brolecall['"]?\s+init\b/.test(rc ?? '')) return [];
  const what = 'Each switch opens a subshell: the hook that switches in the current shell is not loaded.';
  return [
    {
      severity: 'note',
      code: 'shell-without-hook',
      where: rcFile,
      what,
      remedy: `To load it, add: ${shells[shell.kind].hookLine}`,
    },
  ];
}
