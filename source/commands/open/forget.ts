import type { Context } from '../../context.ts';
import { deviceOf } from '../../domain/mfa/code.ts';
import { mfaKey, sessionKey } from '../../domain/sessions/cache/keys.ts';
import { planRequest } from '../../domain/sessions/plan/plan.ts';
import { plainRequest } from '../../domain/sessions/plan/request.ts';
import { done, type Outcome } from '../../outcome.ts';
import type { Arguments } from '../registry/command.ts';

/** Signs out: of one profile, its MFA session included, or of everything. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const store = await context.store();
  if (args.positionals.length === 0) {
    const count = await store.clear();
    context.writeError(
      count === 0 ? 'Nothing was cached.\n' : `Forgot ${count} cached ${count === 1 ? 'session' : 'sessions'}.\n`,
    );
    return done;
  }
  const profiles = await context.profiles();
  for (const name of args.positionals) {
    const plan = planRequest(profiles, plainRequest(name));
    await store.remove(sessionKey(plan, context.outside));
    const { source, mfa } = plan.chain;
    if (source.kind === 'keys' && mfa !== undefined) {
      await store.remove(mfaKey(plan, source.accessKeyId, mfa.serial));
      context.writeError(`Forgot ${name}, and the MFA session of ${deviceOf(mfa.serial).label}.\n`);
    } else {
      context.writeError(`Forgot ${name}.\n`);
    }
  }
  return done;
}
