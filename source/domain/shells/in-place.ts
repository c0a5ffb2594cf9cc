import { answer } from './answer.ts';
import { enterRole, leaveRole } from './environment.ts';
import type { Environment } from './environment-change.ts';
import type { RoleInShell } from './role.ts';

/** The flag with which the integration calls: stdout is then read by the shell, and may hold keys. */
export const inPlaceFlag = '--in-place';
export const renewFlag = '--renew';

/** A call of the integration. */
export type InPlaceCall = {
  /** A shell of ours is left with `exit`; in the person's own, `rolecall off` works. */
  readonly where: 'subshell' | 'shell';
  /** A silent renewal: within two seconds, without a question, or not at all. */
  readonly renew: boolean;
  /** What the person typed. */
  readonly argv: readonly string[];
};

/** The verbs that the integrations pass on as they are typed: they change no shell, or need its stdout and its jobs. */
export const plainCommands: readonly string[] = [
  ...['add', 'completion', 'console', 'credential-process', 'demo', 'doctor', 'edit', 'exec', 'export', 'forget'],
  ...['help', 'import', 'init', 'link', 'list', 'remove', 'role', 'show', 'status'],
  ...['-h', '--help', '-V', '--version'],
];

/** Takes the integration's own words off an argv; undefined where a person typed it. */
export function readInPlace(argv: readonly string[]): InPlaceCall | undefined {
  const [flag, where, ...typed] = argv;
  if (flag !== inPlaceFlag || (where !== 'subshell' && where !== 'shell')) return undefined;
  const renew = typed.length === 1 && typed[0] === renewFlag;
  return { where, renew, argv: renew ? [] : typed };
}

/** The answer that puts a shell into a role, out of whichever it was in. */
export const enterAnswer = (role: RoleInShell, before: Environment): string => answer(enterRole(role, before));

/** The answer to `rolecall off`. */
export const leaveAnswer = (before: Environment): string => answer(leaveRole(before));

/** The answer to a renewal that cannot be had in silence: do not ask again for these keys. */
export const noRenewalAnswer = (): string => answer(undefined, { renew: false });
