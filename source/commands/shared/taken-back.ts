import { plain } from '../../domain/display/sanitize.ts';

/** How an edit is taken back, or why it cannot be. @param final see `Edited` @param does of `edit --undo` */
export const takenBack = (final: string | undefined, does: string): string =>
  final === undefined ? `rolecall edit --undo ${does}.` : `That cannot be undone. ${plain(final)}`;
