import type { Context } from '../../context.ts';
import { plain } from '../../domain/display/sanitize.ts';
import {
  defaultFormat,
  type ExportFormat,
  exportFormats,
  exportText,
  isExportFormat,
} from '../../domain/shells/export-formats.ts';
import { done, type Outcome } from '../../outcome.ts';
import { elsewhereNote } from '../../output/banner.ts';
import { wrongUsage } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { chooseSession } from './shared/choose-session.ts';
import { currentSession } from './shared/current-role.ts';
import { readRoleOptions } from './shared/role-options.ts';
import { tellNotes } from './shared/tell-notes.ts';

/** The credentials of a role on stdout: of the profile named, of the role that this shell is in, else of one chosen. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const format = readFormat(args.value('format'));
  const options = await readRoleOptions(args, context);
  const isNamed = args.positionals.length > 0 || options.target !== undefined;
  const current = isNamed ? undefined : await currentSession(args, context, options);
  if (current !== undefined) {
    context.output.write(exportText(current, format, context.env));
    return done;
  }
  const chosen = await chooseSession(
    args,
    { ...options, purpose: 'export', byName: 'rolecall export PROFILE' },
    context,
  );
  if (chosen.tag === 'other') return chosen.outcome;
  const { session } = chosen;
  await tellNotes(session, context);
  if (session.elsewhere !== undefined) context.output.writeError(`· ${plain(elsewhereNote(session.elsewhere))}\n`);
  context.output.write(exportText(session, format, context.env));
  return done;
}

function readFormat(typed: string = defaultFormat): ExportFormat {
  if (isExportFormat(typed)) return typed;
  throw wrongUsage(`There is no format called ${typed}.`, `The formats are ${exportFormats.join(', ')}.`);
}
