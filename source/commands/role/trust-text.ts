import { admissionSentence, admissionsOf } from '../../domain/roles/trust/describe.ts';
import type { DiffLine } from '../../domain/roles/trust/diff.ts';
import type { PolicyDocument } from '../../domain/roles/trust/policy.ts';
import type { Fault } from '../../domain/roles/trust/read.ts';
import { warningsOf } from '../../domain/roles/trust/warnings.ts';
import { paint } from '../../output/paint.ts';
import { plain } from '../../output/sanitize.ts';

/** Who may come in, in words, and what to beware of. */
export function meaningText(document: PolicyDocument, own: string | undefined, colors: boolean): string {
  const { dim, danger, strong } = paint(colors);
  const sentences = admissionsOf(document, own).map((each) => `${dim('·')} ${plain(admissionSentence(each))}\n`);
  const warnings = warningsOf(document).map(({ level, text }) =>
    level === 'open' ? `${danger('!')} ${strong(text)}\n` : `${danger('!')} ${text}\n`,
  );
  return [...sentences, ...warnings].join('');
}

/** A difference as `diff -u` would show it, without its heads. */
export function diffText(lines: readonly DiffLine[], colors: boolean): string {
  const { dim, hex, danger } = paint(colors);
  const looks = { same: dim, added: hex('#2f9e5b'), removed: danger } as const;
  const marks = { same: ' ', added: '+', removed: '-' } as const;
  return lines.map(({ kind, text }) => `${looks[kind](`${marks[kind]} ${plain(text)}`)}\n`).join('');
}

/** What keeps a text from being saved. */
export function faultsText(faults: readonly Fault[], colors: boolean): string {
  const { danger, dim } = paint(colors);
  return faults
    .map(({ text, line }) => `${danger('✗')} ${line === undefined ? '' : dim(`line ${line}: `)}${plain(text)}\n`)
    .join('');
}
