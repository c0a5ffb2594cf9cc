import type { Context } from '../context.ts';
import { done, type Outcome } from '../outcome.ts';
import { Problem } from '../problem.ts';
import { exportText } from '../shell/export-formats.ts';
import { codeSource } from './asker.ts';
import type { Arguments } from './command.ts';
import { openDirectly } from './open-role.ts';
import { readCacheUse, readWishes } from './role-request.ts';

/** The document that the SDKs read from a `credential_process`; questions go to the controlling terminal alone. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const [profile, ...others] = args.positionals;
  if (profile === undefined || others.length > 0) {
    throw new Problem({
      code: 'usage',
      title: 'credential-process takes one profile.',
      todo: ['rolecall credential-process PROFILE'],
      exitCode: 2,
    });
  }
  const wish = await readWishes(args, context);
  const opening = { request: wish({ kind: 'profile', profile }), use: readCacheUse(args) };
  const session = await openDirectly(context, opening, codeSource(args, context));
  context.writeOut(exportText(session, 'process'));
  return done;
}
