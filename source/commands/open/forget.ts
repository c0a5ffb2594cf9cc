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
  for (const name of new Set(positionals)) {
    const plan = planRequest(read, plainRequest(name));
    const isKept = (await store.present()) ?? (() => false);
    const ofRole = sessionKey(plan, sessions.outside);
    const { source, mfa } = plan.chain;
    const ofMfa =
      source.kind === 'keys' && mfa !== undefined
        ? {
            key: mfaKey(plan, source.accessKeyId, mfa.serial),
            words: `the MFA session of ${deviceOf(mfa.serial).label}`,
          }
        : undefined;
    const forgot = [
      ...(isKept(ofRole) ? [name] : []),
      ...(ofMfa !== undefined && isKept(ofMfa.key) ? [ofMfa.words] : []),
    ];
    await store.remove(ofRole);
    if (ofMfa !== undefined) await store.remove(ofMfa.key);
    output.writeError(
      forgot.length === 0 ? `Nothing was kept of ${plain(name)}.\n` : `Forgot ${plain(forgot.join(', and '))}.\n`,
    );
  }
  return done;
}
