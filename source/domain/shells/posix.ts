/** sh, bash, zsh, ksh, dash: nothing is special inside single quotes but the quote itself. */
export function quotePosix(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The line that takes variables out of the environment. */
export const unsetPosix = (names: readonly string[]): string => `unset ${names.join(' ')}`;

/** A text as one word for a POSIX shell: bare where nothing in it is special, else in single quotes. */
export function shellWord(text: string): string {
  return /^[\w@%+:,./-][\w@%+=:,./-]*$/.test(text) ? text : quotePosix(text);
}

/**
 * A path as both a POSIX shell and Python's shlex read it back: the JavaScript SDK runs the line of `credential_process`
 * through a shell, and botocore splits it with shlex.
 * @returns undefined where no quotes do that
 */
export function quoteForShellAndShlex(path: string): string | undefined {
  if (/^[\w@%+=:,./-]+$/.test(path)) return path;
  if (!/['\n\r]/.test(path)) return `'${path}'`;
  return /["$`\\\n\r!]/.test(path) ? undefined : `"${path}"`;
}
