import type { Context } from '../../../context.ts';
import { shells, shellTitles } from '../../../domain/shells/registry.ts';
import { Problem } from '../../../problem.ts';

/**
 * Refuses what would change a shell that cannot be told of it.
 * @param todo what to do once the hook is loaded, and the command that opens a shell as it is meant
 * @throws Problem where no integration has called
 */
export async function inThisShell(
  context: Pick<Context, 'inPlace' | 'shell'>,
  todo: { readonly again: string; readonly anew: string },
): Promise<void> {
  if (context.inPlace !== undefined) return;
  const { kind } = await context.shell.current();
  const hook = kind === 'other' ? undefined : shells[kind];
  const load =
    hook?.hookTakesEffect === undefined ? `Load the hook, then ${todo.again}` : `To have it ${hook.hookTakesEffect}`;
  throw new Problem({
    code: 'shell-without-hook',
    title: 'A program cannot change the shell that started it.',
    means:
      hook === undefined
        ? `Only ${shellTitles()} can be told what to change.`
        : 'This shell has not loaded the hook that can.',
    todo:
      hook === undefined
        ? [`Leave with exit, then: ${todo.anew}`]
        : [`${load}: ${hook.hookLine}`, `Or open a subshell: ${todo.anew}`],
  });
}
