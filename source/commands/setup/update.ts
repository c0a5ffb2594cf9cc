import type { Context } from '../../context.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { installedAt } from '../../domain/machine/installed.ts';
import { done, type Outcome } from '../../outcome.ts';
import { paint } from '../../output/paint.ts';
import { type Fact, facts } from '../../output/table.ts';
import { answerColumns } from '../../ports/output.ts';
import { version } from '../../version.ts';
import type { Arguments } from '../registry/command.ts';

/** How this copy was installed, and what to type. Nothing is fetched, nothing is changed. */
export async function run(_args: Arguments, { files, output, programs }: Context): Promise<Outcome> {
  const { look, ownProgram: file } = await programs.machine();
  const { how, update, remove } = await installedAt(file, async (path) => (await look(path)) !== undefined);
  const { strong, dim } = paint(output.colors('out'));
  const rows: readonly Fact[] = [
    ['to update', ...update.map(plain)],
    ['to remove', 'rolecall forget, rolecall logout --all: ends its sessions.', ...remove.map(plain)],
    [
      'what stays',
      `${plain(files.own.settings)}: settings, and the keys that you stored (rolecall key remove)`,
      `${plain(files.own.cache)}: what can be recreated`,
      'Lines of yours that name rolecall: in rc files, and credential_process in ~/.aws/config',
    ],
  ];
  output.write(
    `${strong('rolecall')} ${version}, installed ${plain(how)}: ${plain(file)}\n${facts(rows, dim, answerColumns(output))}`,
  );
  return done;
}
