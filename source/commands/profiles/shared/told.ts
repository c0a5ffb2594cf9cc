import type { Context } from '../../../context.ts';
import { plain } from '../../../domain/display/sanitize.ts';
import { lint } from '../../../domain/profiles/findings/lint.ts';
import { shellWord } from '../../../domain/roles/print/shell-word.ts';
import { paint } from '../../../output/paint.ts';
import { findCommand } from '../../registry/table.ts';

/** What a person types to switch to a profile. */
export function switchLine(name: string): string {
  return `rolecall ${findCommand(name) === undefined ? '' : 'switch '}${shellWord(name)}`;
}

/** Says what became of a profile, where it stands, and whatever is wrong with it. */
export async function tellOf(context: Context, name: string, done: string): Promise<void> {
  const { strong, dim } = paint(context.colors('error'));
  const profiles = await context.profiles();
  const at = profiles.get(name)?.at;
  const where = at === undefined ? '' : ` ${dim(`${plain(at.file)}:${at.line}`)}`;
  const found = lint(profiles).filter(({ profile, severity }) => profile === name && severity !== 'note');
  const notes = found.map(
    ({ at: place, what, remedy }) => `${dim('·')} ${plain(what)} ${plain(remedy)} ${dim(`line ${place.line}`)}\n`,
  );
  context.writeError(`${done} ${strong(plain(name))}.${where}\n${notes.join('')}`);
}
