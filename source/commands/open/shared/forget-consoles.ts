import type { Context } from '../../../context.ts';
import { type DirectoryOwner, directoryNames, directoryOwner } from '../../../domain/console/directory.ts';
import type { ConsoleMachine, ForgottenDirectories } from '../../../domain/console/machine.ts';
import { plain } from '../../../domain/display/sanitize.ts';
import { planRequest } from '../../../domain/sessions/plan/plan.ts';
import { plainRequest } from '../../../domain/sessions/plan/request.ts';
import { done, type Outcome } from '../../../outcome.ts';
import { refuseStillThere } from './still-there.ts';

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
  const whose = named.length === 0 ? '' : ` of ${named.map(plain).join(', ')}`;
  if (forgotten.removed > 0) output.writeError(`Forgot ${forgottenConsoles(forgotten.removed)}${whose}.\n`);
  refuseStillThere({ browsers: forgotten.failed, open: forgotten.open });
  if (forgotten.removed > 0) return done;
  if (gone !== undefined) throw gone;
  output.writeError(`No browser was kept for consoles${whose}.\n`);
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
