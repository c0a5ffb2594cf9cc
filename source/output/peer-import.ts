import { plain } from '../domain/display/sanitize.ts';
import type { ChangedLines } from '../domain/profiles/import/changed-lines.ts';
import type { PeerImport, Remark } from '../domain/profiles/import/peer.ts';
import { textHoldsSecret } from '../domain/profiles/secrets.ts';
import { paint } from './paint.ts';

/** What an import takes out and puts in, and what it says of the other profiles. Lines that may hold a secret are not shown. */
export function peerImportAsText(
  { same, left, conflicts, notes, isFinal }: PeerImport & { readonly isFinal: boolean },
  diff: readonly ChangedLines[],
  { config, colors }: { readonly config: string; readonly colors: boolean },
): string {
  const { strong, dim, danger, good } = paint(colors);
  const line = (sign: string, content: string) =>
    `${sign} ${textHoldsSecret(content) ? '(line not shown: it may hold a secret)' : plain(content)}`.trimEnd();
  const changed = diff.map(({ header, at, removed, inserted }) => {
    const place = dim(`${plain(config)}:${at}`);
    const lines = [
      ...removed.map((content) => danger(line('-', content))),
      ...inserted.map((content) => good(line('+', content))),
    ];
    return `${header === undefined ? place : `${strong(plain(header))} ${place}`}\n${lines.join('\n')}\n`;
  });
  const remark = (sign: string, { name, at, why }: Remark) =>
    `${sign} ${plain(name)}: ${plain(why)} ${dim(`${plain(at.file)}:${at.line}`)}\n`;
  return [
    ...changed,
    ...same.map((name) => `${dim('=')} ${plain(name)} ${dim(`is already in ${plain(config)}`)}\n`),
    ...left.map((each) => remark(dim('·'), each)),
    ...conflicts.map((each) => remark(danger('✗'), each)),
    ...notes.map((note) => `${dim('·')} ${plain(note)}\n`),
    ...(isFinal
      ? [`${danger('!')} This cannot be undone: a line may hold a secret, and rolecall stores no secrets.\n`]
      : []),
  ].join('');
}
