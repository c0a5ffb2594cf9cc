import { Problem } from '../../problem.ts';
import { readHeader } from '../profiles/text/header.ts';
import type { Session } from '../sessions/session.ts';

/** A credentials file that exists as long as one command. */
export type CommandFile = {
  readonly path: string;
  /** Secret. */
  readonly text: string;
};

/**
 * The text of a credentials file whose profiles are the session: `default`, and the session's own name, where every reader
 * takes it for a section.
 * @param foundName as well, of a role that was found in a portal
 * @throws Problem for keys that no such file can hold
 */
export function commandFileText(
  { profile, credentials }: Pick<Session, 'profile' | 'credentials'>,
  foundName?: string,
): string {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  // What is killed leaves the file behind: a key that ends by itself is worth nothing soon.
  if (sessionToken === undefined) throw longTermKey(profile);
  const keys = [
    ['aws_access_key_id', accessKeyId],
    ['aws_secret_access_key', secretAccessKey],
    ['aws_session_token', sessionToken],
  ] as const;
  // Another line or a comment could begin there.
  if (keys.some(([, value]) => !/^[!-~]+$/.test(value))) throw unwritableKeys();
  const lines = keys.map(([key, value]) => `${key} = ${value}`);
  const own = [profile, foundName].filter((name) => name !== undefined && isSection(name));
  const names = [...new Set(['default', ...own])];
  return `${names.map((name) => [`[${name}]`, ...lines].join('\n')).join('\n\n')}\n`;
}

/** Does every reader of a credentials file take this name between brackets for a profile? */
function isSection(name: string): boolean {
  // A bracket ends it, and a comment begins with one of the two signs.
  const isPlain = /^[^[\]#;\p{Cc}\p{Zl}\p{Zp}]+$/u.test(name) && name.trim() === name;
  // Some readers of this file drop the word that belongs to the other one.
  return isPlain && !/^profile\s/.test(name) && readHeader(name, 'credentials').kind === 'profile';
}

function longTermKey(profile: string): Problem {
  return new Problem({
    code: 'key-long-term',
    title: `${profile} has a long-term access key, and rolecall never writes those to a file.`,
    todo: ['Leave out --as-file, or use a role, or give the profile an mfa_serial: then it has an MFA session.'],
    exitCode: 2,
  });
}

function unwritableKeys(): Problem {
  return new Problem({
    code: 'value-unquotable',
    title: 'These keys hold characters that a credentials file cannot carry.',
    todo: ['Leave out --as-file: the keys are in the environment of the command.'],
    exitCode: 2,
  });
}
