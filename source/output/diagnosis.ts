import { jsonText, plain } from '../domain/display/sanitize.ts';
import { counted } from '../domain/display/sentence.ts';
import type { Finding, MachineFinding } from '../domain/profiles/findings/finding.ts';
import { paint } from './paint.ts';
import { labelledLine } from './problem-text.ts';
import { hanging } from './width.ts';

type Diagnosed = Finding | MachineFinding;

const atMostOfAKind = 20;

/**
 * Findings as a person reads them: what, where, what to do; then their number. Twenty of a kind at most.
 * @param look `columns`: of the terminal, where one shows it
 */
export function diagnosisText(
  found: readonly Diagnosed[],
  look: { readonly colors: boolean; readonly profiles: number; readonly columns?: number },
): string {
  const { colors, profiles, columns = Number.POSITIVE_INFINITY } = look;
  const { strong, dim, danger } = paint(colors);
  const marks = { error: danger('✗'), warning: strong('!'), note: dim('·'), fine: dim('✓') };
  const line = (label: string, text: string) => labelledLine(label, text, dim, columns);
  const { shown, numbers } = firstOfEach(found);
  const blocks = shown.map(
    (finding) =>
      `${marks[finding.severity]} ${strong(hanging(plain(finding.what), columns, 2))}\n${line('where', placeOf(finding))}${line('to do', finding.remedy)}`,
  );
  const of = (severity: Diagnosed['severity']) => found.filter((finding) => finding.severity === severity).length;
  const sum = [count(of('error'), 'error'), count(of('warning'), 'warning'), count(of('note'), 'note')].filter(Boolean);
  const looked = `Looked at ${profiles === 1 ? 'one profile' : `${profiles} profiles`} and this machine: `;
  const left = [...numbers]
    .filter(([, number]) => number > atMostOfAKind)
    .map(([code, number]) => `${dim(`… and ${number - atMostOfAKind} more of the kind ${code}`)}\n`);
  if (left.length > 0) left.push(line('to do', 'rolecall doctor --json shows them all.'));
  return `${blocks.join('')}${left.join('')}${looked}${sum.length === 0 ? 'nothing is wrong' : sum.join(', ')}.\n`;
}

/** Twenty findings of each kind, and the number of each kind: a generated file can repeat a mistake a thousand times. */
function firstOfEach(found: readonly Diagnosed[]) {
  const numbers = new Map<string, number>();
  const shown = found.filter(({ code }) => {
    const number = (numbers.get(code) ?? 0) + 1;
    numbers.set(code, number);
    return number <= atMostOfAKind;
  });
  return { shown, numbers };
}

/** {@link diagnosisText} for programs: one array; a field that does not apply is null. */
export function diagnosisJson(found: readonly Diagnosed[]): string {
  const rows = found.map((finding) => ({
    code: finding.code,
    severity: finding.severity,
    where: 'at' in finding ? finding.at.file : finding.where,
    line: 'at' in finding ? finding.at.line : null,
    profile: 'profile' in finding ? (finding.profile ?? null) : null,
    what: finding.what,
    remedy: finding.remedy || null,
  }));
  return `${jsonText(rows, 2)}\n`;
}

const placeOf = (finding: Diagnosed): string =>
  'at' in finding ? `${finding.at.file}:${finding.at.line}` : finding.where;

const count = (number: number, word: string): string => (number === 0 ? '' : counted(number, word));
