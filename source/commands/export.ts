import type { Context } from '../context.ts';
import { done, type Outcome } from '../outcome.ts';
import { Problem } from '../problem.ts';
import type { Session } from '../sessions/session.ts';
import { sessionInEnvironment } from '../shell/current.ts';
import { exportFormats, exportText, isExportFormat } from '../shell/export-formats.ts';
import { codeSource } from './asker.ts';
import { chooseRole } from './choose.ts';
import type { Arguments } from './command.ts';
import { openDirectly } from './open-role.ts';
import { readCacheUse, readRoleRequest } from './role-request.ts';

/** The credentials of a role on stdout: of the profile named, of the role one is in, else of one chosen. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const format = args.value('format') ?? 'env';
  if (!isExportFormat(format)) {
    throw new Problem({
      code: 'usage',
      title: `There is no format ${format}.`,
      todo: [`The formats are ${exportFormats.join(', ')}.`],
      exitCode: 2,
    });
  }
  context.writeOut(exportText(await sessionFor(args, context), format));
  return done;
}

async function sessionFor(args: Arguments, context: Context): Promise<Session> {
  const profile = args.positionals[0];
  if (profile === undefined) return sessionInEnvironment(context.env) ?? chooseRole(args, context);
  const opening = { request: readRoleRequest(args, { kind: 'profile', profile }), use: readCacheUse(args) };
  return openDirectly(context, opening, codeSource(args, context));
}
