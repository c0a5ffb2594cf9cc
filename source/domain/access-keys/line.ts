import { lastPart } from '../profiles/arn.ts';
import { textOf } from '../profiles/lookup.ts';
import type { Profile } from '../profiles/profile.ts';
import { commandLine, splitCommand } from '../profiles/text/command-line.ts';

// The line `credential_process = <program> credential-process NAME` in the profile NAME: its access key is stored by rolecall.

const verb = 'credential-process';

/**
 * The value of the line.
 * @param program how this program is started, by absolute paths: other programs have no PATH, or another one
 * @throws Problem where no quotes mean the same to a shell and to botocore
 */
export const storedKeyLine = (program: readonly string[], name: string): string =>
  commandLine([...program, verb, name]);

/** Whether the access key of a profile is stored by rolecall: its line starts rolecall for this very profile. */
export function hasStoredKey(profile: Profile): boolean {
  const command = textOf(profile, 'credential_process');
  if (command === undefined || !command.includes(verb)) return false;
  const words = splitCommand(command) ?? [];
  const [name, called] = [words.at(-1), words.at(-2)];
  return name === profile.name && called === verb && isRolecall(words.slice(0, -2));
}

/** The program alone, or the runtime and what it runs from source. */
function isRolecall(program: readonly string[]): boolean {
  const file = lastPart((program.at(-1) ?? '').replaceAll('\\', '/'));
  return program.length === 1 ? /^rolecall(\.exe)?$/.test(file) : program.length === 2 && file === 'main.ts';
}
