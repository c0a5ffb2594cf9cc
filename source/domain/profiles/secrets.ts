import { keyNamed } from './keys.ts';

// Which lines of the two files hold a secret, or might. In doubt a line does: what is asked here is whether it may be copied.

/** The lines of a text with their line ends. */
export const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Is there a line in the text that holds a secret, or might? */
export const textHoldsSecret = (text: string): boolean => linesOf(text).some(isSecretLine);

/** The text without key pairs: lines that hold a secret, the lines that continue them, and the access key IDs. */
export function withoutKeys(text: string): string {
  let isDropped = false;
  const stays = (line: string): boolean => {
    const continues = /^[ \t]+\S/.test(line);
    isDropped = isSecretLine(line) || /aws_access_key_id/i.test(line) || (continues && isDropped);
    return !isDropped;
  };
  return linesOf(text).filter(stays).join('');
}

function isSecretLine(line: string): boolean {
  // Spelled out anywhere: in a comment, or in a command that prints it.
  if (/secret_?access_?key|(session|security)_?token/i.test(line)) return true;
  const key = /^[\s#;]*([\w.-]+)\s*[=:]/.exec(line)?.[1]?.toLowerCase();
  if (key === undefined) return false;
  const known = keyNamed(key);
  return known === undefined ? /secret|token|passw/.test(key) : known.secret === true;
}
