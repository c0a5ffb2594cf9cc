import { Problem } from '../../problem.ts';
import { plain } from '../display/sanitize.ts';
import type { MachineFinding } from '../profiles/findings/finding.ts';
import type { SettingsFault } from './faults.ts';

const place = (path: string, { line }: SettingsFault): string => (line === undefined ? path : `${path}:${line}`);

/** Of a file full of faults so many are told. */
const atMost = 3;

/** What every run says that reads settings which cannot be understood. */
export function settingsTold(path: string, faults: readonly SettingsFault[]): string {
  if (faults.length === 0) return '';
  const lines = faults
    .slice(0, atMost)
    .map((fault) => `${plain(`${place(path, fault)}: ${fault.what} ${fault.remedy}`)}`);
  if (faults.length > atMost) lines.push(`${path}: ${faults.length - atMost} more; rolecall doctor shows them all.`);
  const until =
    'until that is fixed, no session is written to a plain file, mfaAsk and consoleIn are ignored, and your settings are not changed.';
  return [...lines, until].map((line) => `rolecall: ${line}\n`).join('');
}

/** The faults in the report of `doctor`. */
export function settingsFindings(path: string, faults: readonly SettingsFault[]): readonly MachineFinding[] {
  return faults.map((fault) => ({
    code: fault.code,
    severity: 'error',
    where: place(path, fault),
    what: `In your settings: ${fault.what} Until it is fixed, no session is written to a plain file.`,
    remedy: fault.remedy,
  }));
}

/** The error where settings that cannot be understood would have to be changed. */
export function settingsProblem(path: string, faults: readonly SettingsFault[]): Problem {
  const [first] = faults;
  const isNewer = first?.code === 'settings-newer';
  return new Problem({
    code: isNewer ? 'settings-newer' : 'settings-broken',
    title: isNewer
      ? 'Your settings come from a newer rolecall, so they are left as they are.'
      : 'Your settings cannot be understood, so they are left as they are.',
    ...(!isNewer && first !== undefined && { means: `${place(path, first)}: ${first.what}` }),
    todo: isNewer
      ? ['Update rolecall.', `Or start with new settings: move ${path} away.`]
      : faults.slice(0, atMost).map(({ remedy }) => remedy),
  });
}
