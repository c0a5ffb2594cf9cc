import type { Context } from '../../../context.ts';
import { type DirectoryOwner, directoryNames, directoryOwner } from '../../../domain/console/directory.ts';
import type { ConsoleMachine, ForgottenDirectories } from '../../../domain/console/machine.ts';
import { plain } from '../../../domain/display/sanitize.ts';
import { planRequest } from '../../../domain/sessions/plan/plan.ts';
import { plainRequest } from '../../../domain/sessions/plan/request.ts';
import { pasteWord } from '../../../domain/shells/paste.ts';
import { done, type Outcome } from '../../../outcome.ts';
import { Problem } from '../../../problem.ts';

/**
 * Removes the browsers of consoles, with the sign-ins in them: those of the profiles named, which need not be there any more,
 * else all.
 * @throws Problem
 */
export async function forgetConsoles(named: readonly string[], context: Context): Promise<Outcome> {
  const { output, profiles, programs } = context;
  const read = await profiles.load();
  let gone: unknown;
  const ownerNow = (profile: string): DirectoryOwner => {
    try {
      return directoryOwner(planRequest(read, plainRequest(profile)));
    } catch (error) {
      gone = error;
      return { profile, account: undefined, partition: 'aws' };
    }
  };
  const forgotten = await forgetDirectories(
    await programs.consoles(),
    named.length === 0 ? undefined : named.map(ownerNow),
  );
  refuseOpen(forgotten);
  if (forgotten.removed === 0 && gone !== undefined) throw gone;
  const whose = named.length === 0 ? '' : ` of ${named.map(plain).join(', ')}`;
  output.writeError(
    forgotten.removed > 0
      ? `Forgot ${forgottenConsoles(forgotten.removed)}${whose}.\n`
      : `No browser was kept for consoles${whose}.\n`,
  );
  return done;
}

/** Removes the directories of browsers, all unless owners are named: they may have been a role's own, or its account's. */
export const forgetDirectories = async (
  machine: ConsoleMachine,
  owners?: readonly DirectoryOwner[],
): Promise<ForgottenDirectories> =>
  machine.forget(owners?.flatMap((owner) => directoryNames(owner, (text) => machine.digest(text, 'hex'))));

export const forgottenConsoles = (count: number): string =>
  count === 1 ? 'a browser of a console' : `${count} browsers of consoles`;

/** @throws Problem that names what could not be removed */
export function refuseOpen({ open, failed }: ForgottenDirectories): void {
  if (open.length > 0) {
    throw new Problem({
      code: 'console-open',
      title: `${open.length === 1 ? 'A browser of a console is' : `${open.length} browsers of consoles are`} open, and stayed.`,
      todo: ['Close it, and do the same again.', ...open.slice(0, 5).map((path) => `It lies in ${plain(path)}`)],
    });
  }
  if (failed.length === 0) return;
  throw new Problem({
    code: 'not-forgotten',
    title: 'A browser of a console could not be removed, and may still be signed in.',
    means: failed[0]?.why ?? '',
    todo: failed.slice(0, 5).map(({ path }) => `Remove it yourself: rm -r ${pasteWord(path, 'DIRECTORY')}`),
  });
}
