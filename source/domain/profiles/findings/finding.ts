import type { Location } from '../../../problem.ts';
import type { Profile, ProfileFile, Profiles } from '../profile.ts';
import type { Ini } from '../text/ini.ts';

/** What every finding of `rolecall doctor` says. */
type Report = {
  /** Stable name: `duplicate-section`, `clock-skew`. */
  readonly code: string;
  /** `fine` is as it should be, and worth saying. */
  readonly severity: 'error' | 'warning' | 'note' | 'fine';
  /** What was found, and what it leads to. */
  readonly what: string;
  /** Empty where there is nothing to do. */
  readonly remedy: string;
};

/** A line of the two files that the AWS CLI, an SDK or a person would stumble over. */
export type Finding = Report & {
  readonly severity: 'error' | 'warning' | 'note';
  readonly at: Location;
  /** The profile that the line belongs to. */
  readonly profile?: string;
};

/** Something about the machine, not about a line. `where` is a file, a variable or an address. */
export type MachineFinding = Report & { readonly where: string };

/** Looks for one kind of trouble in the text of a file. `ini` is empty for a file that is missing or no text. */
export type FileCheck = (file: ProfileFile, ini: Ini) => readonly Finding[];

/** Looks for one kind of trouble in a profile. */
export type ProfileCheck = (profile: Profile, profiles: Profiles) => readonly Finding[];

/** Two ends of most findings about grammar. */
export const CLI_REFUSES = 'the AWS CLI refuses the whole file';
export const SDK_BLIND = 'the JavaScript SDK does not see it';

type Make = (code: string, line: number, what: string, remedy: string, profile?: string) => Finding;

/** Makers of findings for one file, by severity. */
export function findingsIn(file: string): { error: Make; warning: Make; note: Make } {
  const make =
    (severity: Finding['severity']): Make =>
    (code, line, what, remedy, profile) => ({
      code,
      severity,
      at: { file, line },
      ...(profile !== undefined && { profile }),
      what,
      remedy,
    });
  return { error: make('error'), warning: make('warning'), note: make('note') };
}

type MakeAt = (profile: Profile, at: { readonly at: Location }, code: string, what: string, remedy: string) => Finding;

const makeAt =
  (severity: Finding['severity']): MakeAt =>
  (profile, { at }, code, what, remedy) => ({ code, severity, at, profile: profile.name, what, remedy });

/** Makers of findings about a setting of a profile, or about the profile itself. */
export const errorAt = makeAt('error');
export const warningAt = makeAt('warning');
export const noteAt = makeAt('note');
