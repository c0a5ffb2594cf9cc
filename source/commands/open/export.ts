import type { Context } from '../../context.ts';
import { defaultFormat, exportFormats, exportText, isExportFormat } from '../../domain/shells/export-formats.ts';
import { done, type Outcome } from '../../outcome.ts';
import { Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { currentSession } from './shared/current-session.ts';
import { openWanted } from './shared/wanted.ts';

/** The credentials of a role on stdout: of the profile named, of the role one is in, else of one chosen. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const format = args.value('format') ?? defaultFormat;
  if (!isExportFormat(format)) {
    throw new Problem({
      code: 'usage',
      title: `There is no format ${format}.`,
      todo: [`The formats are ${exportFormats.join(', ')}.`],
      exitCode: 2,
    });
  }
  const nothingNamed = args.positionals.length === 0 && args.value('role-arn') === undefined;
  const current = nothingNamed ? await currentSession(args, context) : undefined;
  const wanted = current === undefined ? await openWanted(args, context) : undefined;
  if (wanted?.tag === 'other') return wanted.outcome;
  const session = current ?? wanted?.session;
  if (session !== undefined) context.writeOut(exportText(session, format));
  return done;
}
