import { Problem } from '../../problem.ts';
import type { EnvironmentChange } from './environment-change.ts';
import { isVariableName, outsideKeysVariable } from './names.ts';

/**
 * What a shell is told, as data: the shells take it apart at the separator and set what they find, so that nothing in
 * it is ever read as code, whatever a profile is called. The first and last part say that it is whole.
 *
 *     rolecall/1 ␞ AWS_REGION=eu-west-1 ␞ AWS_PROFILE ␞ :renew=yes ␞ end
 *
 * `NAME=value` is exported, a bare `NAME` unset, `:name=value` kept by the shell for itself and never exported.
 */
export const separator = '\u001e';
const first = 'rolecall/1';
const last = 'end';

/** What a shell keeps for itself. */
export type ShellNotes = {
  /** How to start rolecall: a file, and a script where that is a runtime. Absolute: PATH is the person's. */
  readonly program?: readonly [file: string, script?: string];
  /** Left with `exit`, not with `rolecall off`. */
  readonly subshell?: boolean;
  /** A bash that reads the login files. */
  readonly login?: boolean;
  /** False: do not ask for a silent renewal again until the next change. */
  readonly renew?: boolean;
  /** Run what the person typed plainly: it changes nothing in the shell, or wants the shell's own stdout. */
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
  const kept = Object.entries({
    // Forgotten with the role it was kept for.
    own: own ?? (change.unset.includes(outsideKeysVariable) ? '' : undefined),
    program: notes.program?.[0],
    script: notes.program?.[1],
    subshell: flag(notes.subshell),
    login: flag(notes.login),
    renew: flag(notes.renew),
    plain: flag(notes.plain),
  }).flatMap(([name, value]) => (value === undefined ? [] : [`:${name}=${value}`]));
  const parts = [first, ...removals, ...assignments, ...kept, last];
  if (parts.some((part) => part.includes(separator) || part.includes('\0'))) throw unsendable();
  return parts.join(separator);
}

/** The answer to a call that is none of the shell's business. */
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
