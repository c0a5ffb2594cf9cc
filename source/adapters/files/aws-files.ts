import { statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { own } from '../../domain/own.ts';
import type { ProfileFile } from '../../domain/profiles/profile.ts';
import type { Environment } from '../../domain/shells/environment.ts';
import { pasteWord } from '../../domain/shells/paste.ts';
import { Problem } from '../../problem.ts';
import { attempt } from '../attempt.ts';
import { type Bounds, readBounded } from './bounded-file.ts';

/** A configuration of a hundred thousand profiles takes a tenth of this size. */
const bounds: Bounds = { largest: 128 << 20, patience: 10_000 };

/** Paths of the two files, by the rules of the AWS CLI. */
export function awsFilePaths(
  env: Environment,
  home: string,
): { readonly config: string; readonly credentials: string } {
  return {
    config: expand(env.ROLECALL_CONFIG_FILE || env.AWS_CONFIG_FILE, env, home) ?? join(home, '.aws', 'config'),
    credentials:
      expand(env.ROLECALL_CREDENTIALS_FILE || env.AWS_SHARED_CREDENTIALS_FILE, env, home) ??
      join(home, '.aws', 'credentials'),
  };
}

/** The AWS CLI expands `~` and `$NAME` in these two variables; the SDKs only `~/`. */
function expand(path: string | undefined, env: Environment, home: string): string | undefined {
  if (path === undefined || path === '') return undefined;
  const named = path.replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced, bare) => own(env, braced ?? bare) ?? whole);
  return absolute(named === '~' ? home : named.startsWith('~/') ? join(home, named.slice(2)) : named);
}

/** What a live role is told has to hold after a `cd` as well. In a directory that is gone there is nothing to add. */
function absolute(path: string): string {
  if (isAbsolute(path)) return path;
  try {
    return join(process.cwd(), path);
  } catch {
    return path;
  }
}

/**
 * Reads one of the two files; a missing one has no text.
 * @throws Problem where it exists and cannot be read
 */
export function readProfileFile(kind: ProfileFile['kind'], path: string): ProfileFile {
  try {
    const text = readBounded(path, bounds);
    if (text.includes('\0')) throw isUtf16(text) ? utf16(path) : unreadable(path, 'It is not a text file.');
    return { kind, path, text };
  } catch (error) {
    if (error instanceof Problem) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind, path, text: undefined };
    if (code === 'EISDIR') throw unreadable(path, 'It is a directory.');
    if (code === 'EACCES' || code === 'EPERM') throw forbidden(path);
    throw unreadable(path, error instanceof Error ? error.message : String(error));
  }
}

/** A file without leave to read it. What helps depends on whose it is. */
function forbidden(path: string): Problem {
  const found = attempt(() => statSync(path));
  const mode = found === undefined ? '' : ` Its mode is ${(found.mode & 0o777).toString(8).padStart(4, '0')}.`;
  const isOurs = found !== undefined && found.uid === process.getuid?.();
  const todo = isOurs
    ? `Give yourself the file back: chmod 600 ${pasteWord(path, 'FILE')}`
    : `It belongs to another user: name another file with AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE, or ask for permission to read it.`;
  return unreadable(path, 'Your user may not read it.', mode, todo);
}

/** Every other character is a NUL, behind the mark that stands first or not. */
const isUtf16 = (text: string): boolean => /^(?:\ufffd\ufffd)?(?:[^\0]\0|\0[^\0]){2}/.test(text);

const utf16 = (path: string): Problem =>
  unreadable(
    path,
    "It is UTF-16, which is what PowerShell's > writes.",
    '',
    `Save it as UTF-8, in PowerShell: (Get-Content "${path}") | Set-Content -Encoding ascii "${path}"`,
  );

const elsewhere = `Put a readable file there, or name another file with AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE.`;

function unreadable(path: string, why: string, detail = '', todo = elsewhere): Problem {
  return new Problem({
    code: 'file-unreadable',
    title: `${path} cannot be read.`,
    means: `${why}${detail}`,
    todo: [todo],
  });
}

/** Reads a file that the user named on the command line. @throws Problem where it cannot be read */
export async function readNamedFile(path: string): Promise<string> {
  try {
    return readBounded(path, bounds);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'There is no such file.' : message;
    throw new Problem({ code: 'file-unreadable', title: `${path} cannot be read.`, means: why }, { cause });
  }
}
