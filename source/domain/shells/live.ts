import { Problem } from '../../problem.ts';
import type { Installation } from './subshell.ts';

/** The profile's name in a live configuration: hexadecimal, so that nothing in it is code anywhere. */
export function liveProfile(requestId: string): string {
  return `rolecall-live-${requestId.slice(0, 16)}`;
}

/**
 * The person's configuration with one profile more, whose keys are fetched from this program. The JavaScript SDK runs
 * the line through a shell and botocore splits it like one: it is absolute paths and a hexadecimal ID, never a name.
 * @param own the text of the person's `~/.aws/config`
 * @param region of the role, where it has one
 */
export function liveConfig(
  own: string,
  requestId: string,
  { program }: Pick<Installation, 'program'>,
  region: string | undefined,
): string {
  const words = [...program.map((word) => quoted(word ?? '')), 'credential-process', '--request', requestId];
  const lines = [
    `[profile ${liveProfile(requestId)}]`,
    `credential_process = ${words.join(' ')}`,
    ...(region === undefined ? [] : [`region = ${region}`]),
  ];
  const gap = own === '' ? '' : own.endsWith('\n') ? '\n' : '\n\n';
  return `${own}${gap}${lines.join('\n')}\n`;
}

/** A path as both a POSIX shell and Python's shlex read it back. */
function quoted(path: string): string {
  if (/^[\w@%+=:,./-]+$/.test(path)) return path;
  if (!/['\n\r]/.test(path)) return `'${path}'`;
  if (!/["$`\\\n\r!]/.test(path)) return `"${path}"`;
  throw new Problem({
    code: 'path-unsayable',
    title: `A live role cannot name the program at ${path}.`,
    means: 'The line has to mean the same to a shell and to botocore, and no quotes do that for this path.',
    todo: ['Install rolecall at a path without quotes and control characters.'],
  });
}
