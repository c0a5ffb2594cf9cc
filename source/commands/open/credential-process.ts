import type { Context } from '../../context.ts';
import { botocoreMinRemaining } from '../../domain/sessions/cache/margins.ts';
import type { SavedRequest } from '../../domain/sessions/cache/store.ts';
import { leadsElsewhere } from '../../domain/sessions/plan/leads-to.ts';
import { plannedLength, planRequest } from '../../domain/sessions/plan/plan.ts';
import { exportText } from '../../domain/shells/export-formats.ts';
import { done, type Outcome } from '../../outcome.ts';
import { Problem, wrongUsage } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { openRole } from './shared/open-role.ts';
import { targetNamed } from './shared/profile-named.ts';
import { type RoleOptions, readRoleOptions } from './shared/role-options.ts';
import { tellNotes } from './shared/tell-notes.ts';

/** The document that SDKs read from a `credential_process`. Questions go to the controlling terminal alone. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const options = await readRoleOptions(args, context);
  const id = args.value('request');
  const { request, leadsTo } = await requestOf(args.positionals[0], id, options, context);
  const plan = planRequest(await context.profiles.load(), request);
  const elsewhere = leadsElsewhere(plan, leadsTo);
  if (elsewhere !== undefined) throw elsewhere;
  const margin = botocoreMinRemaining(plannedLength(plan));
  const use = id === undefined ? options.use : { ...options.use, minRemaining: margin };
  // Our streams belong to the program that called us; a person may sit at the terminal all the same.
  const session = await openRole(context, { ...options, request, use, asHelper: true, repeated: id !== undefined });
  // SDKs ask many times a minute: told when AWS was asked.
  if (!session.cached) await tellNotes(session, context);
  context.output.write(exportText(session, 'process'));
  return done;
}

async function requestOf(
  profile: string | undefined,
  id: string | undefined,
  { requestFor, target }: RoleOptions,
  context: Context,
): Promise<SavedRequest> {
  if (id !== undefined) return storedRequest(context, id);
  if (target !== undefined) return { request: requestFor(target) };
  if (profile !== undefined) return { request: requestFor(await targetNamed(profile, context)) };
  throw wrongUsage('credential-process takes one profile.', 'rolecall credential-process PROFILE');
}

async function storedRequest({ sessions }: Context, id: string): Promise<SavedRequest> {
  const saved = await (await sessions.store()).savedRequest(id);
  if (saved !== undefined) return saved;
  throw new Problem({
    code: 'request-gone',
    title: 'The live role that asks is no longer known.',
    todo: ['Leave its shell, and open the role again with --live.'],
  });
}
