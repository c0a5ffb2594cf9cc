import type { Context } from '../../../context.ts';
import type { Session } from '../../../domain/sessions/session.ts';

/**
 * Tells on stderr what a person has to know of a session: a duration that was cut, another region. Banners say it
 * themselves.
 * @param labelled puts the name of a profile in front of a line, where several speak
 */
export async function tellNotes(
  { notes }: Pick<Session, 'notes'>,
  { output }: Pick<Context, 'output'>,
  labelled = (line: string) => `${line}\n`,
): Promise<void> {
  if (notes.length === 0) return;
  const { noteLines } = await import('../../../output/banner.ts');
  for (const line of noteLines(notes, output.colors('error'))) output.writeError(labelled(line));
}
