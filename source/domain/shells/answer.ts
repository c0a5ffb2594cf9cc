import { Problem } from '../../problem.ts';
import { formats } from '../formats.ts';
import type { Environment, EnvironmentChange } from './environment.ts';
import { isVariableName, outsideKeysVariable } from './names.ts';
import { enterRole, leaveRole, moveRole, type RoleInShell } from './role.ts';

/**
 * An answer is data: the shell splits it at the separator and sets the variables it finds, so that no part of it is ever
 * read as code, whatever a profile is called. The first and the last part prove that it is complete.
 *
 *     rolecall/1 ␞ AWS_REGION=eu-west-1 ␞ AWS_PROFILE ␞ :renew=yes ␞ end
 *
 * The shell exports `NAME=value`, unsets a bare `NAME`, and stores `:name=value` in a variable that it never exports.
 */
export const separator = '\u001e';
const first = `rolecall/${formats.answer}`;
const last = 'end';

/** How to start rolecall again: a file, and a script where that file is a runtime. Absolute: PATH belongs to the person. */
export type Program = readonly [file: string, ...script: string[]];

/** What a shell stores for itself. */
export type ShellNotes = {
  readonly program?: Program;
  /** The person leaves it with `exit`, not with `rolecall off`. */
  readonly subshell?: boolean;
  /** A bash that reads the login files. */
  readonly login?: boolean;
  /** False: do not ask for a silent renewal again until the next change. */
  readonly renew?: boolean;
  /** The shell runs what the person typed: it changes no shell, or needs the shell's own stdout. */
  readonly plain?: boolean;
};

const noChange: EnvironmentChange = { set: {}, unset: [] };

/**
 * The text that the integration applies: on stdout of an in-place call, or in `ROLECALL_ENTER` when a shell starts.
 *
 * @throws Problem where a value holds the separator itself.
 */
export function answer(change: EnvironmentChange = noChange, notes: ShellNotes = {}): string {
  const { [outsideKeysVariable]: own, ...set } = change.set;
  const assignments = Object.entries(set).map(([name, value]) => `${variable(name)}=${value}`);
  const removals = change.unset.filter((name) => name !== outsideKeysVariable).map(variable);
  const stored = Object.entries({
    // Without a role there is no identity to restore.
    own: own ?? (change.unset.includes(outsideKeysVariable) ? '' : undefined),
    program: notes.program?.[0],
    script: notes.program?.[1],
    subshell: flag(notes.subshell),
    login: flag(notes.login),
    renew: flag(notes.renew),
    plain: flag(notes.plain),
  }).flatMap(([name, value]) => (value === undefined ? [] : [`:${name}=${value}`]));
  const parts = [first, ...removals, ...assignments, ...stored, last];
  if (parts.some((part) => part.includes(separator) || part.includes('\0'))) throw unsendable();
  return parts.join(separator);
}

/** The answer that puts a shell into a role, out of any other. */
export const enterAnswer = (role: RoleInShell, before: Environment): string => answer(enterRole(role, before));

/** The answer to `rolecall off`. */
export const leaveAnswer = (before: Environment): string => answer(leaveRole(before));

/** The answer to `rolecall region`. */
export const moveAnswer = (before: Environment, to: Parameters<typeof moveRole>[1]): string =>
  answer(moveRole(before, to));

/** The answer to a renewal that would need a question: do not ask again for these keys. */
export const noRenewalAnswer = (): string => answer(noChange, { renew: false });

/** The answer to a call that changes no shell. */
export const runPlainly = (): string => answer(noChange, { plain: true });

function flag(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : value ? 'yes' : 'no';
}

function variable(name: string): string {
  if (!isVariableName(name)) throw new Error(`not a variable's name: ${JSON.stringify(name)}`);
  return name;
}

function unsendable(): Problem {
  return new Problem({
    code: 'value-unsendable',
    title: 'A value holds a control character that no shell can be told.',
    todo: ['Look for U+001E in the profile, and in the AWS variables of your environment.'],
  });
}
