import { keyNamed } from './keys.ts';

// Which lines of the two files hold a secret, or might. In doubt a line does: what is asked here is whether it may be copied.

/** The lines of a text with their line ends. */
export const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Is there a line in the text that holds a secret, or might, be it in a command or in an address? */
export const textHoldsSecret = (text: string): boolean =>
  linesOf(text).some((line) => isSecretLine(line) || passwordInUrl.test(line) || commandHoldsSecret(line));

/** Is there a line in the text that holds a key, or might? Commands and addresses that hold other secrets do not count. */
export const textHoldsKeys = (text: string): boolean => linesOf(text).some(isSecretLine);

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
  return key !== undefined && isSecretKey(key);
}

/** Does a key hold a secret? One that rolecall does not know does by its name. @param key in lower case */
export function isSecretKey(key: string): boolean {
  const known = keyNamed(key);
  return known === undefined ? /secret|token|passw/.test(key) : known.secret === true;
}

/** What a shell or a tool puts in the place of a value, a file to read it from, and the next option. */
const notLiteral = String.raw`(?![$%\x60<@-]|op://)`;

const secretName = `(?:passw(?:or)?d|passphrase|secret|token|seed|api[-_]?key|(?<![a-z])(?:pass|pin))`;

/** A user and their password, in front of a host. */
const passwordInUrl = new RegExp(String.raw`://[^\s/:@"']+:${notLiteral}[^\s/@"']+@`);

/** Forms in which people write a secret into a command. */
const secretForms: readonly RegExp[] = [
  // --password hush
  new RegExp(String.raw`(?:^|[\s"'(])--?[\w-]*${secretName}\s+["']?${notLiteral}[^\s"']`, 'i'),
  // --password=hush, TOKEN=hush, "apiKey": "hush", X-Token: hush
  new RegExp(String.raw`${secretName}(?:["']?\s*=|["']\s*:|:\s)\s*["']?${notLiteral}[^\s"']`, 'i'),
  new RegExp(String.raw`(?:bearer|authorization["']?\s*[:=]\s*["']?basic)\s+${notLiteral}\S`, 'i'),
  new RegExp(String.raw`(?:^|\s)(?:-u|--user)[\s=]+["']?(?!arn:)[^\s:"'$]+:(?!//)${notLiteral}[^\s"']`),
  // A secret access key.
  /(?<![\w/+.~-])(?!\/)(?=[\w/+]*[A-Z])(?=[\w/+]*[a-z])(?=[\w/+]*\d)[A-Za-z0-9/+]{40}(?![\w/+=])/,
];

/** The seed of MFA codes, behind its option. */
const seed = new RegExp(String.raw`\s(?:-b|--base32)[\s=]+["']?${notLiteral}[^\s"']`);

/** The seed anywhere: base32 in either case, in one word or in groups of four; neither a path nor a variable. */
const base32 = /(?<![\w/@.${+-])(?:[A-Z2-7]{16,}|(?:[A-Z2-7]{4}[ -]){3,}[A-Z2-7]{2,4})(?![\w/.:@])/gi;

/** Programs that are told by which name a secret is stored. */
const stores = /\b(?:op|(?:go)?pass|bw|ykman)\s/;

/** ARNs, IDs and digests name something, and look like secrets. */
const names = /arn:\S+|AWSReservedSSO_\w+|@sha\d+:[0-9a-f]+|(?<![\w-])-[\w-]*id[\s=]+\S+/gi;

/**
 * Does a command that a profile runs spell a secret out? One that names where it is (`pass show aws`, `$TOKEN`) does not. An edit
 * that takes such a line out, or puts it in, cannot be taken back, so that a mere suspicion is not enough.
 */
function commandHoldsSecret(line: string): boolean {
  const [, key, value] = /^[\s#;]*([\w.-]+)\s*[=:]\s*(.*)/.exec(line) ?? [];
  // A line that goes on with a value may go on with a command.
  const command = key === undefined ? (/^[ \t]/.test(line) ? line : undefined) : value;
  if (command === undefined || (key !== undefined && !/_process$/i.test(key))) return false;
  if (secretForms.some((form) => form.test(command)) || (/totp|oath/i.test(command) && holdsSeed(command))) return true;
  return (command.replace(names, ' ').match(/[A-Za-z0-9+]{16,}/g) ?? []).some(looksRandom);
}

/** @param command that makes codes. A long word is a seed to `oathtool`; other tools take names as well, of letters alone */
function holdsSeed(command: string): boolean {
  if (seed.test(command)) return true;
  const parts = command.replace(/[$<]\([^()]*\)|`[^`]*`/g, ' ').split(/[|;&]/);
  return parts.some((part) => {
    const isNamed = (word: string) => !/oathtool/i.test(part) && !/[2-7][a-z]/i.test(word);
    return !stores.test(part) && (part.match(base32) ?? []).some((word) => !isNamed(word));
  });
}

/** Base32, hexadecimal, or upper case, lower case and digits that take turns faster than in a name. */
function looksRandom(word: string): boolean {
  if (/^(?:[A-Z2-7]+|[0-9a-f]+)$/.test(word) || /^[0-9A-F]+$/.test(word)) return true;
  if (!/[a-z]/.test(word) || !/[A-Z]/.test(word) || !/\d/.test(word)) return false;
  const pieces = word.match(/[A-Z]?[a-z]+|[A-Z]+|\d+|\+/g) ?? [];
  return word.length / pieces.length < 3;
}
