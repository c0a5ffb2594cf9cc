import type { Context } from '../../context.ts';
import { botocoreMinRemaining, usualRoleSession } from '../../domain/sessions/cache/margins.ts';
import type { SwitchRequest } from '../../domain/sessions/plan/request.ts';
import { exportText } from '../../domain/shells/export-formats.ts';
import { done, type Outcome } from '../../outcome.ts';
import { Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { codeSource } from './shared/asker.ts';
import { openDirectly } from './shared/open-role.ts';
import { readCacheUse, readWishes } from './shared/role-request.ts';

/** The document that the SDKs read from a `credential_process`; questions go to the controlling terminal alone. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const request = await requestOf(args, context);
  const own = readCacheUse(args);
  const use =
    args.value('request') === undefined
      ? own
      : { ...own, minRemaining: botocoreMinRemaining(request.durationSeconds ?? usualRoleSession) };
  // Whoever called us holds our streams; a person may sit at the terminal all the same.
  const asking = { ...context, openTerminal: () => context.openTerminal(true) };
  const session = await openDirectly(asking, { request, use }, codeSource(args, context));
  context.writeOut(exportText(session, 'process'));
  return done;
}

async function requestOf(args: Arguments, context: Context): Promise<SwitchRequest> {
  const [profile] = args.positionals;
  const id = args.value('request');
  if (id !== undefined && profile === undefined) return storedRequest(context, id);
  if (profile === undefined || id !== undefined) throw usage();
  return (await readWishes(args, context))({ kind: 'profile', profile });
}

async function storedRequest({ store }: Context, id: string): Promise<SwitchRequest> {
  const request = await (await store()).savedRequest(id);
  if (request !== undefined) return request;
  throw new Problem({
    code: 'request-gone',
    title: 'The live role that asks is not known any more.',
    todo: ['Leave its shell, and open the role anew with --live.'],
  });
}

function usage(): Problem {
  return new Problem({
    code: 'usage',
    title: 'credential-process takes one profile.',
    todo: ['rolecall credential-process PROFILE'],
    exitCode: 2,
  });
}
