import type { Context } from '../../context.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { deviceOf } from '../../domain/mfa/code.ts';
import { mfaKey, sessionKey } from '../../domain/sessions/cache/keys.ts';
import { planRequest } from '../../domain/sessions/plan/plan.ts';
import { plainRequest } from '../../domain/sessions/plan/request.ts';
import { done, type Outcome } from '../../outcome.ts';
import type { Arguments } from '../registry/command.ts';

/** Deletes cached sessions: of the profiles named, their MFA sessions included, or all. */
export async function run(
  { positionals }: Arguments,
  { sessions, profiles, output, files }: Pick<Context, 'sessions' | 'profiles' | 'output' | 'files'>,
): Promise<Outcome> {
  await files.clearLeftovers();
  const store = await sessions.store();
  if (positionals.length === 0) {
    const count = await store.clear();
    output.writeError(
      count === 0 ? 'Nothing was cached.\n' : `Forgot ${count} cached ${count === 1 ? 'session' : 'sessions'}.\n`,
    );
    return done;
  }
  const read = await profiles.load();
  for (const name of positionals) {
    const plan = planRequest(read, plainRequest(name));
    await store.remove(sessionKey(plan, sessions.outside));
    const { source, mfa } = plan.chain;
    if (source.kind === 'keys' && mfa !== undefined) {
      await store.remove(mfaKey(plan, source.accessKeyId, mfa.serial));
      output.writeError(`Forgot ${plain(name)}, and the MFA session of ${plain(deviceOf(mfa.serial).label)}.\n`);
    } else {
      output.writeError(`Forgot ${plain(name)}.\n`);
    }
  }
  return done;
}
