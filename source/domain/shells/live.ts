import { quoteForShellAndShlex } from './posix.ts';
import type { Installation } from './shell.ts';

/** The profile's name in a live configuration: hexadecimal, so that no program reads it as code. */
export function liveProfile(requestId: string): string {
  return `rolecall-live-${requestId.slice(0, 16)}`;
}

/** Is this the name of a profile that {@link liveProfile} made? */
export function isLiveProfile(name: string): boolean {
  return /^rolecall-live-[0-9a-f]+$/.test(name);
}

/**
 * The person's configuration and one more profile, whose keys this program fetches. The line that fetches them holds
 * absolute paths and a hexadecimal ID, never a name that the person chose.
 * @param own the text of the person's `~/.aws/config`
 * @param region of the role, where it has one
 */
export function liveConfig(
  own: string,
  requestId: string,
  { program }: Pick<Installation, 'program'>,
  region: string | undefined,
): string {
  const words = [...program.map(quoteForShellAndShlex), 'credential-process', '--request', requestId];
  const lines = [
    `[profile ${liveProfile(requestId)}]`,
    `credential_process = ${words.join(' ')}`,
    ...(region === undefined ? [] : [`region = ${region}`]),
  ];
  const gap = own === '' ? '' : own.endsWith('\n') ? '\n' : '\n\n';
  return `${own}${gap}${lines.join('\n')}\n`;
}
